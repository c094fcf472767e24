import Media

/// The frames of one camera, as a message has them.
enum VideoValue {
    case frame(Image)
    case clip([Image])
    case clips([[Image]])

    /// What pictures may cost, together.
    struct Budget {
        /// Of pixels that compressed pictures unfold to.
        var bytes: Int
        var frames: Int
    }

    init(_ value: WireValue, key: String, budget: inout Budget) throws(WireError) {
        switch value {
        case .array(let array): try self.init(array, key: key, budget: &budget)
        case .bytes(let file):
            self = .frame(try EncodedImage.decode(file, key: key, budget: &budget.bytes))
        case .string(let url):
            self = .frame(try EncodedImage.decode(dataURL: url, key: key, budget: &budget.bytes))
        case .list(let items):
            var frames: [Image] = []
            var clips: [[Image]] = []
            for item in items {
                switch try VideoValue(item, key: key, budget: &budget) {
                case .frame(let frame): frames.append(frame)
                case .clip(let clip): clips.append(clip)
                case .clips: throw Self.unexpected(value, key)
                }
            }
            guard frames.isEmpty != clips.isEmpty else { throw Self.unexpected(value, key) }
            self = clips.isEmpty ? .clip(frames) : .clips(clips)
        default: throw Self.unexpected(value, key)
        }
        budget.frames -= 1
        guard budget.frames >= 0 else { throw .badObservation(key: key, reason: "too many frames; send fewer at once") }
    }

    private init(_ array: NDArray, key: String, budget: inout Budget) throws(WireError) {
        let shape = array.shape
        guard array.dtype == .uint8, (3...5).contains(shape.count), shape[shape.count - 1] == 3 else {
            throw Self.unexpected(.array(array), key)
        }
        guard !shape.contains(0) else { throw .badObservation(key: key, reason: "\(shape) has no pixels") }
        let (height, width) = (shape[shape.count - 3], shape[shape.count - 2])
        guard max(height, width) <= WireObservation.maximumSide else {
            throw .badObservation(
                key: key, reason: "frames of \(height)x\(width) are larger than \(WireObservation.maximumSide) a side")
        }
        let size = height * width * 3
        let count = array.bytes.count / size
        guard count <= budget.frames else {
            throw .badObservation(key: key, reason: "\(count) frames are too many; send fewer at once")
        }
        budget.frames -= count
        // One frame keeps the array's memory; several are cut out of it.
        let frames =
            count == 1
            ? [Image(height: height, width: width, pixels: array.bytes)]
            : (0..<count).map { index in
                Image(
                    height: height, width: width, pixels: Array(array.bytes[index * size..<(index + 1) * size]))
            }
        switch shape.count {
        case 3: self = .frame(frames[0])
        case 4: self = .clip(frames)
        default:
            let steps = shape[1]
            self = .clips((0..<shape[0]).map { Array(frames[$0 * steps..<($0 + 1) * steps]) })
        }
    }

    private static func unexpected(_ value: WireValue, _ key: String) -> WireError {
        .badObservation(
            key: key,
            reason: "\(value.kind) is no video; send uint8 RGB [T, H, W, 3], or [B, T, H, W, 3], or JPEG or PNG files")
    }

    /// Side by side: one clip unless the message has a batch axis.
    var batch: (clips: [[Image]], isBatched: Bool) {
        switch self {
        case .frame(let frame): ([[frame]], false)
        case .clip(let clip): ([clip], false)
        case .clips(let clips): (clips, true)
        }
    }
}
