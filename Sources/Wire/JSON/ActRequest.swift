import Embodiment

/// The body of `POST /act` of Isaac-GR00T's HTTP server: `{"observation": {…}, "options": {…}}`, or
/// `{"encoded": the same as a text}`.
public struct ActRequest: Sendable {
    public let observation: WireObservation
    public let options: RequestOptions

    public init(_ body: [UInt8], limits: WireLimits = .init()) throws(WireError) {
        var fields = try JSONNumpy.decode(body, limits: limits).fields("the body")
        if let encoded = fields["encoded"] {
            guard fields.count == 1 else {
                throw .badObservation(key: "encoded", reason: "other keys stand beside it; send it alone")
            }
            fields = try JSONNumpy.decode(Array(encoded.string("encoded").utf8), limits: limits).fields("encoded")
        }
        let observation = try fields.required("observation", of: "the body").fields("observation")
        self.observation = try WireObservation(observation, limits: limits)
        options = try RequestOptions(fields["options"])
    }

    /// The body of the answer: `action.<name>` as float32 [T, D], or [B, T, D] where the request was batched. With
    /// `timing`, `timing` and `notices` go along.
    ///
    /// - Parameter order: names of actions without prefix, in the order in which they shall stand; others follow, sorted.
    public static func reply(_ reply: ActionReply, isBatched: Bool, timing: Bool, order: [String] = []) -> [UInt8] {
        let actions = reply.actionFields(isBatched: isBatched, order: order, prefix: "action.")
        return JSONNumpy.encode(.map(actions + (timing ? reply.extraFields : [])))
    }

    /// The body of an error: `{"detail": text}`.
    public static func error(_ text: String) -> [UInt8] {
        JSONNumpy.encode(.map([WireField("detail", .string(text))]))
    }
}
