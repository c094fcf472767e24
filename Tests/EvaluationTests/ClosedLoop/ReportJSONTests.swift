import Evaluation
import Foundation
import Testing

@Suite struct ReportJSONTests {
    /// What others read from `results.json`.
    private struct Results: Decodable {
        struct Rate: Decodable {
            let rate: Double?
            let low, high: Double
            let successes, trials: Int
        }
        struct Part: Decodable {
            struct Summary: Decodable { let success_rate, language_following: Rate }
            let task, group: String
            let summary: Summary
        }
        struct Episode: Decodable {
            let seed: Int
            let success: Bool
            let failure: String?
            let followed_language: Bool?
        }
        struct Policy: Decodable {
            struct Name: Decodable { let kind, name: String }
            let policy: Name
            let overall: Part.Summary
            let tasks: [Part]
            let episodes: [Episode]
        }
        let success_rate, language_following: Rate
        let policies: [Policy]
        let incomplete: String?
    }

    @Test func hasRatesPerTaskAndOverall() throws {
        let results = try JSONDecoder().decode(Results.self, from: MadeUp.report.json())
        #expect(results.success_rate.successes == 3 && results.success_rate.trials == 7)
        #expect(results.language_following.successes == 5)
        #expect(results.policies.map(\.policy.kind) == ["checkpoint", "hold"])
        #expect(
            results.policies[0].tasks.map { "\($0.group) \($0.task)" } == [
                "standard pick", "standard bowl", "held_out pick",
            ])
        #expect(results.policies[0].episodes.count == 7)
        #expect(results.policies[0].episodes[5].followed_language == nil)
        #expect(results.policies[0].overall.success_rate.trials == 7)
        #expect(results.incomplete == nil)
    }

    /// Two runs of the same evaluation differ in nothing but `run`.
    @Test func keepsTimesApart() throws {
        func rest(_ report: ClosedLoopReport) throws -> NSDictionary {
            let object = try JSONSerialization.jsonObject(with: report.json())
            var fields = try #require(object as? [String: NSObject])
            #expect(fields.removeValue(forKey: "run") != nil)
            return fields as NSDictionary
        }
        var other = MadeUp.report
        other.run.started = "later"
        other.policies = other.policies.map {
            PolicyResult(
                $0.policy, episodes: $0.episodes, timing: EvaluationTiming(seconds: 99, workers: 7, steps: 1))
        }
        #expect(try rest(other) == rest(MadeUp.report))
    }
}
