import Foundation

/// A safetensors file from its header's text, whatever that says, and this much data (0, 1, 2, …).
func safetensors(_ header: String, dataBytes: Int = 0) -> Data {
    safetensors(Data(header.utf8), dataBytes: dataBytes)
}

func safetensors(_ header: Data, dataBytes: Int = 0) -> Data {
    var length = UInt64(header.count).littleEndian
    return Data(bytes: &length, count: 8) + header + Data((0..<dataBytes).map { UInt8(truncatingIfNeeded: $0) })
}

/// The header of one U8 tensor `a`, with fields replaced.
func oneTensor(type: String = "\"U8\"", shape: String = "[4]", offsets: String = "[0,4]") -> String {
    "{\"a\":{\"dtype\":\(type),\"shape\":\(shape),\"data_offsets\":\(offsets)}}"
}
