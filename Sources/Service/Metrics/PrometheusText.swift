/// The text format that Prometheus scrapes
/// (prometheus.io/docs/instrumenting/exposition_formats, version 0.0.4).
struct PrometheusText {
    func header(_ name: String, _ type: String, _ help: String) -> [String] {
        ["# HELP \(name) \(help)", "# TYPE \(name) \(type)"]
    }

    func gauge(_ name: String, _ help: String, _ value: Int) -> [String] {
        header(name, "gauge", help) + ["\(name) \(value)"]
    }

    /// A label's value.
    func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            case "\n": result += "\\n"
            default: result.append(character)
            }
        }
    }
}
