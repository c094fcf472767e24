/// JSON whose arrays are json-numpy's: `{"__numpy__": base64 of the elements, "dtype": "<f4", "shape": [2, 3]}`.
public enum JSONNumpy {
    /// The value that the text holds. `{"__jpeg__": base64}` and `{"__png__": base64}` become bytes; ``WireObservation``
    /// turns those and `data:` URLs into pictures. NaN and Infinity are refused, as are repeated keys.
    public static func decode(_ text: [UInt8], limits: WireLimits = .init()) throws(WireError) -> WireValue {
        var reader = try JSONReader(text, limits: limits)
        return try reader.document()
    }

    /// `value` as JSON without white space; bytes become base64 texts. Numbers that JSON lacks become null.
    public static func encode(_ value: WireValue) -> [UInt8] {
        var writer = JSONWriter()
        writer.append(value)
        return writer.bytes
    }

    /// The array or picture that an object stands for, or nil.
    static func special(_ fields: [WireField]) throws(WireError) -> WireValue? {
        guard fields.count <= 3 else { return nil }
        if let content = fields["__numpy__"] {
            let container = "an array (__numpy__)"
            let descriptor = try fields.required("dtype", of: container).string("dtype")
            guard case .list(let axes) = try fields.required("shape", of: container) else {
                throw .wrongType(key: "shape", expected: "a list of whole numbers", found: "another value")
            }
            return .array(
                try NDArray(
                    checking: NumpyDType(descriptor: descriptor), shape: WireValue.integers(axes, key: "shape"),
                    bytes: bytes(content, key: "__numpy__")[...]))
        }
        for key in ["__jpeg__", "__png__"] {
            if let content = fields[key] { return .bytes(try bytes(content, key: key)) }
        }
        return nil
    }

    private static func bytes(_ content: WireValue, key: String) throws(WireError) -> [UInt8] {
        guard let bytes = Base64.decode(try content.string(key)) else {
            throw .wrongType(key: key, expected: "base64 with its padding", found: "another text")
        }
        return bytes
    }
}
