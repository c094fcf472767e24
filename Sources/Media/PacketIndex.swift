import CMedia

/// Where every frame of a video is in time, and which frames can be decoded without others; found by reading the packets of
/// the file once, without decoding.
struct PacketIndex {
    /// Presentation times in ticks of the stream, ascending: entry i belongs to frame i.
    let ticks: [Int64]
    /// Packets that decoding can start from, ascending; also those that are decoded and not shown.
    private let keys: [Times]
    var keyCount: Int { keys.count }

    private struct Times {
        let presentation: Int64
        /// Containers seek by decoding time.
        let decoding: Int64
    }

    /// Reads `demuxer` to its end; it has to be rewound afterwards.
    init(reading demuxer: Demuxer, with packet: UnsafeMutablePointer<AVPacket>) throws(MediaError) {
        let file = demuxer.file
        var shown: [Int64] = []
        var keys: [Times] = []
        var packets = 0
        while try demuxer.read(into: packet) {
            let flags = packet.pointee.flags
            guard flags & AV_PKT_FLAG_CORRUPT == 0 else {
                throw .truncated(file: file, found: packets, expected: max(packets + 1, demuxer.listedFrames))
            }
            packets += 1
            let (pts, dts) = (packet.pointee.pts, packet.pointee.dts)
            // Decoding time will do for presentation time only where nothing is reordered (AVI often has no other).
            guard pts != LibAV.noTimestamp || (dts != LibAV.noTimestamp && !demuxer.reordersFrames) else {
                throw .badTimestamps(file: file, reason: "packet \(packets - 1) does not say when it is shown")
            }
            let presentation = pts == LibAV.noTimestamp ? dts : pts
            // A packet to discard was cut away by the container's edit list.
            if flags & AV_PKT_FLAG_DISCARD == 0 { shown.append(presentation) }
            if flags & AV_PKT_FLAG_KEY != 0 {
                keys.append(Times(presentation: presentation, decoding: dts == LibAV.noTimestamp ? pts : dts))
            }
        }
        guard packets >= demuxer.listedFrames else {
            throw .truncated(file: file, found: packets, expected: demuxer.listedFrames)
        }

        shown.sort()
        guard let first = shown.first else { throw .noVideo(file: file) }
        for (frame, pair) in zip(shown, shown.dropFirst()).enumerated() where pair.0 == pair.1 {
            throw .badTimestamps(file: file, reason: "frames \(frame) and \(frame + 1) are shown at the same time")
        }
        keys.sort { $0.presentation < $1.presentation }
        guard let firstKey = keys.first, firstKey.presentation <= first else {
            throw .unsupported(
                file: file, what: "does not start with a key frame, so its first frames cannot be decoded; cut it again"
            )
        }
        ticks = shown
        self.keys = keys
    }

    /// Where to start decoding for `frame`: the decoding time of the last key packet at or before it, and the first frame
    /// shown from there.
    func start(for frame: Int) -> (frame: Int, decodingTicks: Int64) {
        let wanted = ticks[frame]
        let key = keys[keys.prefixCount { $0.presentation <= wanted } - 1]
        return (ticks.prefixCount { $0 < key.presentation }, key.decoding)
    }

    /// The frame that is shown at exactly `presentation`.
    func frame(at presentation: Int64) -> Int? {
        let frame = ticks.prefixCount { $0 < presentation }
        return frame < ticks.count && ticks[frame] == presentation ? frame : nil
    }
}

extension Array {
    /// How many elements at the front satisfy `predicate`, by bisection; it must not hold again after it failed.
    fileprivate func prefixCount(where predicate: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if predicate(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
