/// The page of `gr00t sim play` in one piece: nothing is loaded from anywhere else, so it works without a network.
package enum PlayPage {
    package static let html = PageMarkup.text
        .replacing("{style}", with: PageStyle.text)
        .replacing(
            "{script}", with: [PageScript.charts, PageScript.views, PageScript.connection].joined(separator: "\n"))
}
