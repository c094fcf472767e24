import Embodiment

/// Messages of openpi's WebSocket protocol (`openpi-client`): binary frames of MessagePack with msgpack-numpy's arrays.
public enum OpenPI {
    /// The first message, which the server sends when a client connects.
    public static func metadata(_ configs: [String: ModalityConfig], extra: [WireField] = []) -> [UInt8] {
        let names = configs.keys.sorted(like: ["video", "state", "action", "language"])
        let fields = names.compactMap { name in configs[name].map { WireField(name, .modalityConfig($0)) } }
        return MessagePack.encode(.map(extra + [WireField("modality_configs", .map(fields))]), arrays: .openPI)
    }

    /// A client's message: one observation, and beside it `options`, a map.
    public static func request(
        _ message: [UInt8], limits: WireLimits = .init()
    ) throws(WireError) -> (observation: WireObservation, options: RequestOptions) {
        let fields = try MessagePack.decode(message, limits: limits).fields("an observation")
        let observation = try WireObservation(fields.filter { $0.key != "options" }, limits: limits)
        return (observation, try RequestOptions(fields["options"]))
    }

    /// The answer: `action.<name>` float32 [T, D] or [B, T, D], `actions` with all of them side by side, and
    /// `server_timing`.
    ///
    /// - Parameters:
    ///   - timing: whether `timing` and `notices` go along.
    ///   - order: names of actions without prefix, in the order of the columns of `actions`; others follow, sorted.
    ///   - inferenceMilliseconds: `infer_ms`, how long the policy took.
    ///   - previousMilliseconds: `prev_total_ms`, how long the message before took from its arrival to its answer.
    public static func actions(
        _ reply: ActionReply, isBatched: Bool, timing: Bool = false, order: [String] = [],
        inferenceMilliseconds: Double, previousMilliseconds: Double? = nil
    ) -> [UInt8] {
        var fields = reply.actionFields(isBatched: isBatched, order: order, prefix: "action.")
        if let actions = sideBySide(reply.chunks, isBatched: isBatched, order: order) {
            fields.append(WireField("actions", .array(actions)))
        }
        if timing { fields += reply.extraFields }
        var server = [WireField("infer_ms", .double(inferenceMilliseconds))]
        if let previousMilliseconds { server.append(WireField("prev_total_ms", .double(previousMilliseconds))) }
        fields.append(WireField("server_timing", .map(server)))
        return MessagePack.encode(.map(fields), arrays: .openPI)
    }

    /// [T, ΣD] or [B, T, ΣD]; nil where the chunks don't fit together.
    private static func sideBySide(_ chunks: [ActionChunk], isBatched: Bool, order: [String]) -> NDArray? {
        guard let first = chunks.first, !first.actions.isEmpty else { return nil }
        let names = first.actions.keys.sorted(like: order)
        let rows = first.horizon
        let width = first.actions.values.reduce(0) { $0 + $1.columns }
        var values: [Double] = []
        for chunk in chunks {
            let matrices = names.compactMap { chunk.actions[$0] }
            guard matrices.count == names.count, matrices.allSatisfy({ $0.rows == rows }),
                matrices.reduce(0, { $0 + $1.columns }) == width
            else { return nil }
            for row in 0..<rows { matrices.forEach { values += $0.row(row) } }
        }
        let isStacked = isBatched || chunks.count > 1
        return NDArray(float32: values, shape: isStacked ? [chunks.count, rows, width] : [rows, width])
    }
}
