import Foundation
import Playground
import Testing

@Suite struct PlayEventTests {
    private func text(_ event: PlayEvent) -> String { String(decoding: event.encoded(), as: UTF8.self) }

    @Test func eventsAreObjectsWithTheirType() throws {
        let scene = PlayEvent.scene(
            .init(seed: 3, task: "pick", cubes: ["red"], suggestions: ["pick up the red cube"]))
        let fields = try #require(JSONSerialization.jsonObject(with: Data(scene.encoded())) as? [String: any Sendable])
        #expect(fields["type"] as? String == "scene")
        #expect(fields["suggestions"] as? [String] == ["pick up the red cube"])
    }

    @Test func numbersThatAreNotFiniteBecomeWords() {
        let answer = PlayEvent.answer(
            .init(
                step: 0, milliseconds: .infinity, chunk: [[.nan, 1]], executed: 1))
        #expect(text(answer).contains(#""milliseconds":"inf""#))
        #expect(text(answer).contains(#"["nan",1]"#))
    }

    @Test func aNoticeIsOnlyForThoseWhoAreThere() {
        #expect(PlayEvent.notice(.init(text: "x")).slot == nil)
        #expect(
            PlayEvent.task(.init(phase: .timeOver)).slot != nil)
    }

    @Test func phasesAreTheWordsThatThePageKnows() {
        for phase in [PlayEvent.TaskStatus.Phase.idle, .acting, .success, .timeOver, .failed] {
            #expect(PlayPage.html.contains("\(phase.rawValue): \""))
        }
    }
}
