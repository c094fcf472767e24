extension LeRobotMessage {
    /// Places in the pickle's memo.
    private enum Remembered {
        static let action: UInt8 = 0
        static let rebuild: UInt8 = 1
        static let storage: UInt8 = 2
        static let dictionary: UInt8 = 3
    }

    /// A pickled list of `TimedAction`, whose actions Python's `pickle.loads` makes float32 torch tensors [D] on the CPU.
    /// They are views of one storage, which torch reads once.
    public static func pickled(_ actions: [TimedAction]) -> [UInt8] {
        var writer = PickleWriter()
        writer.append(.emptyList)
        writer.append(.mark)
        var offset = 0
        for (index, action) in actions.enumerated() {
            append(
                Remembered.action, "TimedAction", of: "lerobot.async_inference.helpers", isFirst: index == 0,
                to: &writer)
            writer.append(.emptyTuple)
            writer.append(.newObject)
            writer.append(.emptyDictionary)
            writer.append(.mark)
            writer.append("timestamp")
            writer.append(action.timestamp)
            writer.append("timestep")
            writer.append(action.timestep)
            writer.append("action")
            appendTensor(
                of: index == 0 ? actions.flatMap(\.action) : nil, offset: offset, count: action.action.count,
                to: &writer)
            writer.append(.setItems)
            writer.append(.build)
            offset += action.action.count
        }
        writer.append(.appends)
        writer.append(.stop)
        return writer.bytes
    }

    /// `_rebuild_tensor_v2(storage, offset, size, stride, requires_grad, backward_hooks)`.
    ///
    /// - Parameter values: of the storage, where it has not been written before.
    private static func appendTensor(of values: [Float]?, offset: Int, count: Int, to writer: inout PickleWriter) {
        let isFirst = values != nil
        append(Remembered.rebuild, "_rebuild_tensor_v2", of: "torch._utils", isFirst: isFirst, to: &writer)
        writer.append(.mark)
        if let values {
            writer.append(global: "_load_from_bytes", of: "torch.storage")
            writer.append(bytes: TorchStorage.saved(values))
            writer.append(.tuple1)
            writer.append(.reduce)
            writer.remember(as: Remembered.storage)
        } else {
            writer.append(remembered: Remembered.storage)
        }
        writer.append(offset)
        writer.append(count)
        writer.append(.tuple1)
        writer.append(1)
        writer.append(.tuple1)
        writer.append(.newFalse)
        append(Remembered.dictionary, "OrderedDict", of: "collections", isFirst: isFirst, to: &writer)
        writer.append(.emptyTuple)
        writer.append(.reduce)
        writer.append(.tuple)
        writer.append(.reduce)
    }

    private static func append(
        _ place: UInt8, _ name: String, of module: String, isFirst: Bool, to writer: inout PickleWriter
    ) {
        guard isFirst else { return writer.append(remembered: place) }
        writer.append(global: name, of: module)
        writer.remember(as: place)
    }
}
