import Model

/// `gr00t model compare --json`.
struct ComparisonReport: Encodable {
    struct Subject: Encodable {
        let name: String
        let family: String
        let parameters: Int
        let tunedParameters: Int
        let promptTokens: Int

        init(_ facts: ModelFacts) {
            (name, family, parameters) = (facts.name, facts.config.family.name, facts.parameters)
            (tunedParameters, promptTokens) = (facts.tunedParameters, facts.promptTokens)
        }
    }

    struct Fact: Encodable {
        let group: FactGroup
        let key: String
        let name: String
        let unit: FactUnit?
        let a: FactValue
        let b: FactValue
        let changed: Bool
        let change: ComparedFact.Change
        /// b over a, where they differ and are numbers.
        let ratio: Double?
        let why: String?

        init(_ fact: ComparedFact) {
            (group, key, name, unit) = (fact.group, fact.key, fact.name, fact.unit)
            (a, b, changed, change) = (fact.first, fact.second, fact.isChanged, fact.change)
            (ratio, why) = (fact.ratio, fact.lesson)
        }
    }

    struct Published: Encodable {
        struct Row: Encodable {
            let benchmark: String
            /// Null where nothing was published.
            let a: FactValue
            let b: FactValue
        }

        let title: String
        let source: String
        let measure: String
        let isMeasuredHere = false
        let notes: [String]
        let rows: [Row]

        init(_ results: PublishedResults, _ comparison: ModelComparison) {
            (title, source, measure, notes) = (results.title, results.source, results.measure, results.notes)
            let families = [comparison.first, comparison.second].map(\.config.family)
            rows = results.rows.map { row in
                let values = families.map { results.value(row, $0).map(FactValue.real) ?? .absent }
                return Row(benchmark: row.benchmark, a: values[0], b: values[1])
            }
        }
    }

    let a: Subject
    let b: Subject
    let pictures: Int
    let facts: [Fact]
    let published: Published?

    init(_ comparison: ModelComparison) {
        (a, b) = (Subject(comparison.first), Subject(comparison.second))
        pictures = comparison.first.pictures
        facts = comparison.facts.map(Fact.init)
        published = comparison.published.map { Published($0, comparison) }
    }
}
