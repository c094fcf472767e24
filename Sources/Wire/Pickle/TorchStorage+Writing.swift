extension TorchStorage {
    /// `values` as `torch.save` writes a float32 storage on the CPU in its legacy format.
    static func saved(_ values: [Float]) -> [UInt8] {
        let key = "0"
        var magic = PickleWriter(protocol: 2)
        magic.append(long: Self.magic)
        var version = PickleWriter(protocol: 2)
        version.append(Self.version)
        var reference = PickleWriter(protocol: 2)
        reference.append(.mark)
        reference.append("storage")
        reference.append(global: "FloatStorage", of: "torch")
        reference.append(key)
        reference.append("cpu")
        reference.append(values.count)
        reference.append(.none)
        reference.append(.tuple)
        reference.append(.binPersistentID)
        var keys = PickleWriter(protocol: 2)
        keys.append(.emptyList)
        keys.append(key)
        keys.append(.append)
        let pickles = [magic, version, machine, reference, keys].flatMap { $0.bytes + [PickleOpcode.stop.rawValue] }
        return pickles + NDArray.bytes(of: values.count) + values.flatMap { NDArray.bytes(of: $0.bitPattern) }
    }

    /// `protocol_version`, `little_endian` and `type_sizes`.
    private static var machine: PickleWriter {
        var writer = PickleWriter(protocol: 2)
        writer.append(.emptyDictionary)
        writer.append(.mark)
        writer.append("protocol_version")
        writer.append(version)
        writer.append("little_endian")
        writer.append(.newTrue)
        writer.append("type_sizes")
        writer.append(.emptyDictionary)
        writer.append(.mark)
        for (name, size) in [("short", 2), ("int", 4), ("long", 4)] {
            writer.append(name)
            writer.append(size)
        }
        writer.append(.setItems)
        writer.append(.setItems)
        return writer
    }
}
