/// What NVIDIA says that N1 and N1.5 can do. Nothing of it was measured by this program.
public struct PublishedResults: Sendable {
    public struct Row: Sendable {
        public let benchmark: String
        /// In percent; `nil`: not published.
        public let n1: Double?
        public let n15: Double?
    }

    public let title: String
    public let source: String
    /// What is counted where a row does not say otherwise.
    public let measure: String
    /// How far to trust it.
    public let notes: [String]
    public let rows: [Row]

    /// NVIDIA's page on N1.5; facts only, names of benchmarks shortened.
    public static let n1AndN15 = PublishedResults(
        title: "GR00T N1.5, NVIDIA GEAR", source: "https://research.nvidia.com/labs/gear/gr00t-n1_5/",
        measure: "success in percent",
        notes: [
            "Published by NVIDIA, not measured here. The page gives neither numbers of trials nor intervals.",
            "Users' runs of Sim GR-1 with N1.5 came to 34.6 (issue 330), 42 (611), below 10 and, a maintainer's, 45 (251) "
                + "[github.com/NVIDIA/Isaac-GR00T].",
        ],
        rows: [
            Row(benchmark: "Language Table, from scratch", n1: 52.8, n15: 93.2),
            Row(benchmark: "Sim GR-1 Language, 5 tasks, from scratch", n1: 36.4, n15: 54.4),
            Row(benchmark: "RoboCasa, 30 demonstrations per task", n1: 17.4, n15: 47.5),
            Row(benchmark: "Sim GR-1 tabletop, no demonstration", n1: 39.6, n15: 43.9),
            Row(benchmark: "Sim GR-1 tabletop, 30 demonstrations", n1: 43.2, n15: 47.4),
            Row(benchmark: "Real GR-1, follows the instruction", n1: 46.6, n15: 93.3),
            Row(benchmark: "Real GR-1, overall success", n1: 43.3, n15: 83.0),
            Row(benchmark: "Real GR-1, 10 new objects, no demonstration", n1: 0.0, n15: 15.0),
            Row(benchmark: "Real GR-1, 10 new objects, human videos (FLARE)", n1: nil, n15: 55.0),
            Row(benchmark: "12 DreamGen tasks with new verbs", n1: 13.1, n15: 38.3),
            Row(benchmark: "Unitree G1, 1,000 demonstrations, 4 known fruits", n1: 44.0, n15: 98.8),
            Row(benchmark: "Unitree G1, 5 new objects", n1: nil, n15: 84.2),
            Row(benchmark: "Grounding, GR-1 (IoU; Qwen2.5-VL-3B has 35.5)", n1: nil, n15: 40.4),
            Row(benchmark: "Grounding, RefCOCOg (IoU; Qwen2.5-VL-3B has 85.2)", n1: nil, n15: 89.6),
        ])

    /// The row's value for a family.
    public func value(_ row: Row, _ family: ModelFamily) -> Double? { family == .n1 ? row.n1 : row.n15 }
}
