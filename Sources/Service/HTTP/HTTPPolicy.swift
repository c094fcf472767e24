import Embodiment
import NIOHTTP1
import Wire

/// Answers the HTTP requests of one connection with a policy. A connection is a session, unless requests name another.
struct HTTPPolicy: HTTPApplication {
    let service: PolicyService
    let limits: WireLimits
    let connection: SessionID

    init(_ service: PolicyService, limits: TransportLimits, peer: String) {
        self.service = service
        self.limits = limits.wire(within: service.options.limits)
        connection = SessionID(connection: peer, of: .http)
    }

    func refusal(of head: HTTPRequestHead) -> HTTPResponse? {
        guard let route = HTTPRoute(path: head.path) else {
            let paths = HTTPRoute.allCases.map(\.rawValue).joined(separator: ", ")
            return noted(.failure(.notFound, "there is nothing at \(head.path.prefix(200)), but at \(paths)"), .unknown)
        }
        guard route.methods.contains(head.method) else {
            let allowed = route.methods.map(\.rawValue).joined(separator: ", ")
            let answer = HTTPResponse.failure(.methodNotAllowed, "\(route.rawValue) takes \(allowed)")
            return noted(answer.with("Allow", allowed), .unknown)
        }
        guard !head.isFromForeignPage else {
            return noted(.failure(.forbidden, "pages of other sites may not use this server"), route.endpoint)
        }
        let token = head.token ?? head.query("api_token")
        if route.isOpen || token == nil && route.takesTokenInBody { return nil }
        do {
            try service.token.check(token)
            return nil
        } catch {
            service.note(.http, route.endpoint, connection, arrival: .now, refusal: error)
            return HTTPResponse(error, service.outcome(of: error))
        }
    }

    func answer(_ request: HTTPRequest) async -> HTTPResponse {
        guard let route = HTTPRoute(path: request.head.path) else {
            return .failure(.notFound, "there is nothing here")
        }
        let arrival = ContinuousClock.now
        do {
            return try await service.noting(.http, route.endpoint, connection, arrival: arrival) {
                try await answer(request, route, arrival)
            }
        } catch {
            return HTTPResponse(error, service.outcome(of: error))
        }
    }

    func closed() async { await service.queue.forget(connection) }

    private func answer(
        _ request: HTTPRequest, _ route: HTTPRoute, _ arrival: ContinuousClock.Instant
    ) async throws -> HTTPResponse {
        switch route {
        case .health:
            let fields = [WireField("status", .string("healthy")), WireField("model", .string("GR00T"))]
            return .json(JSONNumpy.encode(.map(fields)))
        case .metrics:
            let text = service.queue.metricsText()
            return HTTPResponse(type: "text/plain; version=0.0.4; charset=utf-8", body: Array(text.utf8))
        case .modalityConfig:
            let configs = service.modalityConfigs.sorted { $0.key < $1.key }
            return .json(JSONNumpy.encode(.map(configs.map { WireField($0.key, $0.value.wireValue) })))
        case .act: return try await act(request, arrival)
        case .reset:
            let body = request.body.isEmpty ? .map([]) : try JSONNumpy.decode(request.body, limits: limits)
            try checkToken(in: body, request)
            try await service.queue.reset(service.session(RequestOptions(body.fields), connection: connection))
            return .json(JSONNumpy.encode(.map([])))
        }
    }

    private func act(_ request: HTTPRequest, _ arrival: ContinuousClock.Instant) async throws -> HTTPResponse {
        let isPacked = ["application/msgpack", "application/x-msgpack"].contains(request.head.contentType)
        let (observation, options) = isPacked ? try packed(request) : try json(request)
        let decoding = arrival.duration(to: .now)
        let wanted = try service.request(observation, options, connection: connection, arrival: arrival)
        var reply = try await service.queue.submit(wanted)
        reply.timing.insert(StageTime("decode", milliseconds: decoding.milliseconds), at: 0)
        let (isBatched, order) = (observation.isBatched, service.actionOrder)
        if isPacked {
            let answer = IsaacReply.actions(reply, isBatched: isBatched, timing: options.timing)
            return HTTPResponse(type: "application/msgpack", body: answer.encoded(for: .n15, order: order))
        }
        return .json(ActRequest.reply(reply, isBatched: isBatched, timing: options.timing, order: order))
    }

    private func json(_ request: HTTPRequest) throws -> (WireObservation, RequestOptions) {
        if needsTokenInBody(request) {
            try checkToken(in: try JSONNumpy.decode(request.body, limits: limits), request)
        }
        let body = try ActRequest(request.body, limits: limits)
        return (body.observation, body.options)
    }

    /// The same fields as in JSON.
    private func packed(_ request: HTTPRequest) throws -> (WireObservation, RequestOptions) {
        let body = try MessagePack.decode(request.body, limits: limits)
        try checkToken(in: body, request)
        guard let observation = body.field("observation") else { throw ServiceError.noObservations }
        return (
            try WireObservation(observation.fields, limits: limits),
            try RequestOptions(body.field("options")?.fields ?? [])
        )
    }

    private func needsTokenInBody(_ request: HTTPRequest) -> Bool {
        service.token.isRequired && request.head.token == nil && request.head.query("api_token") == nil
    }

    private func checkToken(in body: WireValue, _ request: HTTPRequest) throws {
        guard needsTokenInBody(request) else { return }
        guard case .string(let token) = body.field("api_token") else { throw ServiceError.unauthorized }
        try service.token.check(token)
    }

    private func noted(_ answer: HTTPResponse, _ endpoint: ServiceEndpoint) -> HTTPResponse {
        service.metrics.count(.http, endpoint, .badRequest, took: .zero)
        return answer
    }
}
