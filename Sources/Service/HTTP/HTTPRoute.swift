import NIOHTTP1

/// What the HTTP server answers, by path.
enum HTTPRoute: String, CaseIterable {
    case health = "/health"
    case act = "/act"
    case reset = "/reset"
    case metrics = "/metrics"
    case modalityConfig = "/modality-config"

    /// As FastAPI, a slash at the end makes no difference.
    init?(path: String) {
        self.init(rawValue: path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path)
    }

    var methods: [HTTPMethod] {
        switch self {
        case .health, .metrics, .modalityConfig: [.GET, .HEAD]
        case .act, .reset: [.POST]
        }
    }

    var endpoint: ServiceEndpoint {
        switch self {
        case .health: .health
        case .act: .getAction
        case .reset: .reset
        case .metrics: .metrics
        case .modalityConfig: .modalityConfig
        }
    }

    /// Whether it is answered without a token: a watchdog needs no secret to see that the server is alive.
    var isOpen: Bool { self == .health }

    /// Whether a token may come in the body, where the head has none.
    var takesTokenInBody: Bool { self == .act || self == .reset }
}
