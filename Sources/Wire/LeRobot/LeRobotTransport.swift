/// The protobuf messages of LeRobot's `transport` package, around the pickles. Fields that are not known are skipped.
public enum LeRobotTransport {
    /// Which part of a payload a message of a stream is.
    public enum TransferState: Int, Sendable {
        case unknown, begin, middle, end
    }

    /// `Observation`: a part of a payload. A client sends pieces of 2 MiB; a payload that fits is one `end`.
    public struct Observation: Sendable, Equatable {
        public let state: TransferState
        public let data: [UInt8]

        public init(state: TransferState, data: [UInt8]) {
            self.state = state
            self.data = data
        }

        /// Reads a message. A state that is none of the four is ``TransferState/unknown``.
        public init(_ message: [UInt8]) throws(WireError) {
            let fields = try ProtobufFields(message)
            state = fields.integers[1].flatMap { TransferState(rawValue: Int(clamping: $0)) } ?? .unknown
            data = fields.contents[2].map { Array(message[$0]) } ?? []
        }

        public var encoded: [UInt8] {
            (state == .unknown ? [] : [1 << 3, UInt8(state.rawValue)]) + ProtobufFields.content(field: 2, data)
        }
    }

    /// The `data` of an `Actions` or a `PolicySetup`; empty where there is none.
    public static func data(in message: [UInt8]) throws(WireError) -> [UInt8] {
        try ProtobufFields(message).contents[1].map { Array(message[$0]) } ?? []
    }

    /// An `Actions` or a `PolicySetup` of `data`. Without data it is empty, as `Empty` always is.
    public static func message(data: [UInt8]) -> [UInt8] { ProtobufFields.content(field: 1, data) }
}
