/// How arrays are packed into MessagePack, which has none.
public enum ArrayForm: Sendable {
    /// Isaac-GR00T's: a map of `__ndarray_class__` and `as_npy`, the bytes of a `.npy` file. A modality config is a map
    /// of `__ModalityConfig_class__` and `as_json`, a text.
    case npy
    /// openpi's msgpack-numpy: a map, whose keys are bytes, of `__ndarray__`, `data`, `dtype` and `shape`. A modality
    /// config is a plain map.
    case openPI
}

/// MessagePack (msgpack.org), with the arrays of Isaac-GR00T and of openpi.
public enum MessagePack {
    /// The value that `bytes` hold, arrays and modality configs of either form included.
    ///
    /// Extensions, keys that are neither text nor bytes, repeated keys and bytes after the value are refused.
    public static func decode(_ bytes: [UInt8], limits: WireLimits = .init()) throws(WireError) -> WireValue {
        var reader = try MessagePackReader(bytes, limits: limits)
        let value = try reader.value()
        try reader.end()
        return value
    }

    /// `value` in the shortest form, as Python's `msgpack.packb` writes it.
    ///
    /// - Precondition: no text, list or array in it has 2^32 bytes or items.
    public static func encode(_ value: WireValue, arrays: ArrayForm) -> [UInt8] {
        var writer = MessagePackWriter(arrays: arrays, capacity: value.roughSize)
        writer.append(value)
        return writer.bytes
    }
}
