import Simulation

extension ReportPage {
    /// The video of many episodes at once.
    var film: String {
        guard let mosaic else { return "" }
        return """
            <section><h2>Many episodes at once</h2>
            <p class="soft">Each stops where it ended: with a green frame where the task was done, with an orange one where it was \
            not.</p>
            <video controls muted loop playsinline preload="metadata" src="\(HTML.address(mosaic))"></video></section>
            """
    }

    var failedEpisodes: String {
        episodes(
            "Failed episodes", where: { !$0.isSuccess }, atMost: Self.shownFailures,
            about: "How each began, and how it stood when the time was over.")
    }

    var succeededEpisodes: String {
        episodes(
            "Some that succeeded", where: \.isSuccess, atMost: Self.shownSuccesses,
            about: "How each began, and how it stood when the task was done.")
    }

    private func episodes(
        _ title: String, where isWanted: (EpisodeResult) -> Bool, atMost limit: Int, about: String
    ) -> String {
        let wanted = judged.episodes.indices.filter { isWanted(judged.episodes[$0]) }
        guard !wanted.isEmpty else { return "" }
        // Evenly over all, so that every task and group has its share.
        let shown = (0..<min(limit, wanted.count)).map { wanted[$0 * wanted.count / min(limit, wanted.count)] }
        let rest = shown.count < wanted.count ? " \(shown.count) of \(wanted.count) are shown." : ""
        return """
            <section><h2>\(title)</h2>
            <p class="soft">\(about)\(rest)</p>
            <div class="episodes">
            \(shown.map(card).joined(separator: "\n"))
            </div></section>
            """
    }

    private func card(_ index: Int) -> String {
        let episode = judged.episodes[index]
        let (instruction, seed) = (HTML.escaped(episode.instruction), "seed \(episode.seed)")
        let pictures = pictures.indices.contains(index) ? pictures[index] : nil
        let figures = pictures.map { pictures in
            """
            <div class="pictures">
            <figure>\(HTML.image(jpeg: pictures.first, alt: "\(episode.instruction): the start"))<figcaption>start</figcaption></figure>
            <figure>\(HTML.image(jpeg: pictures.last, alt: "\(episode.instruction): the end"))<figcaption>end</figcaption></figure>
            </div>
            """
        }
        let steps = "\(episode.steps) step\(episode.steps == 1 ? "" : "s")"
        let verdict =
            episode.isSuccess
            ? "<span class=\"tag good\">done</span> in \(steps)"
            : "<span class=\"tag bad\">\(HTML.escaped(episode.failure?.title ?? "failed"))</span> after \(steps)"
        let touched = episode.firstTouched.map { "touched \($0.rawValue) first" } ?? "touched no cube"
        let video = episode.video.map { " · <a href=\"\(HTML.address($0))\">video</a>" } ?? ""
        return """
            <div class="episode">\(figures ?? "")<div class="text">
            <div class="said">“\(instruction)”</div>
            <div>\(verdict)</div>
            <div class="soft">\(episode.task.rawValue) · \(HTML.escaped(episode.group.title)) · \(seed) · \(touched)\(video)</div>
            </div></div>
            """
    }
}
