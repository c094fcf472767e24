import CTorch

/// Where a tensor lives: the CPU, or a CUDA device.
public struct Device: Sendable, Equatable, CustomStringConvertible {
    let c: TTDevice

    public static let cpu = Device(c: TTDevice(type: 0, index: -1, has: true))

    /// CUDA device `index`. Opens `libtorch_cuda.so` on first use.
    ///
    /// Throws ``TorchError`` that says what is missing when this machine or installation has no CUDA.
    public static func cuda(_ index: Int = 0) throws -> Device {
        if !tt_cuda_is_available() {
            if let message = tt_open_cuda() {
                throw TorchError(
                    "CUDA: the library could not be opened (\(String(cString: message))). Run scripts/bootstrap --cuda, "
                        + "which brings libtorch_cuda.so and NVIDIA's libraries")
            }
            guard tt_cuda_is_available() else {
                throw TorchError(
                    "CUDA: libtorch_cuda.so is loaded but finds no device: is an NVIDIA GPU present, and does nvidia-smi "
                        + "show a driver for CUDA 13?")
            }
        }
        return Device(c: TTDevice(type: 1, index: Int32(index), has: true))
    }

    public var isCUDA: Bool { c.type == 1 }

    public var description: String { isCUDA ? "cuda:\(c.index)" : "cpu" }

    public static func == (left: Device, right: Device) -> Bool {
        left.c.type == right.c.type && (left.c.index == right.c.index || !left.isCUDA)
    }
}
