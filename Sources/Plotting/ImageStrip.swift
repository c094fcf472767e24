import Media

/// Frames of one camera, shown above the time axis of a figure.
public struct ImageStrip: Sendable, Equatable {
    public struct Frame: Sendable, Equatable {
        /// In the units of the figure's horizontal axis.
        public var x: Double
        public var image: Image

        public init(x: Double, image: Image) {
            self.x = x
            self.image = image
        }
    }

    /// The camera's name.
    public var name: String
    /// In ascending order. When there are more than fit side by side, evenly chosen ones are shown.
    public var frames: [Frame]
    /// Of one picture, in pixels, from 20 to 1000.
    public let height: Double

    public init(_ name: String, frames: [Frame], height: Double = 90) {
        self.name = name
        self.frames = frames
        self.height = min(max(height, 20), 1000)
    }

    private static let gap = 6.0
    private static let timeHeight = 17.0
    /// The lines from the pictures to their times.
    static let leaderHeight = 14.0

    /// With the times below the pictures.
    var totalHeight: Double { height + ImageStrip.timeHeight }

    /// The frames that are shown, from left to right, and where.
    struct Arrangement {
        struct Item {
            let frame: Frame
            /// Of its picture, from the strip's left end.
            let centre: Double
        }

        let items: [Item]
        /// Width that one picture may take.
        let slot: Double

        var moments: [Double] { items.map(\.frame.x) }
    }

    /// Chooses frames and places over `width` pixels: every picture as near above its time as its neighbours let it.
    ///
    /// - Parameter axis: nil when the strip is not above one single axis: then they are spread evenly.
    func arrangement(width: Double, axis: Axis?) -> Arrangement {
        func place(_ frame: Frame) -> Double? { axis?.fraction(frame.x).map { $0 * width } }
        let usable = frames.filter { frame in
            !frame.image.pixels.isEmpty && (axis == nil || place(frame).map { (0...width).contains($0) } == true)
        }
        guard let widest = usable.map({ aspect($0.image) }).max() else { return Arrangement(items: [], slot: 0) }
        // No narrower than the time below it.
        let slot = min(max(widest * height, 48), width), pitch = slot + ImageStrip.gap
        let capacity = max(1, Int((width + ImageStrip.gap) / pitch))
        let count = min(capacity, usable.count)
        let middles = (0..<count).map { (Double($0) + 0.5) * width / Double(count) }
        guard axis != nil else {
            let last = Double(usable.count - 1)
            let chosen = middles.map { usable[Int(($0 / width * last).rounded())] }
            return Arrangement(items: zip(chosen, middles).map(Arrangement.Item.init), slot: slot)
        }
        let places = usable.map { place($0) ?? 0 }
        if usable.count > capacity {
            // One for each of as many even slots: the one whose time is nearest to the slot's middle.
            let chosen = middles.map { middle in
                zip(usable, places).min { abs($0.1 - middle) < abs($1.1 - middle) }?.0 ?? usable[0]
            }
            return Arrangement(items: zip(chosen, middles).map(Arrangement.Item.init), slot: slot)
        }
        let items = zip(usable, places).sorted { $0.1 < $1.1 }
        return Arrangement(items: spread(items.map { ($0.0, $0.1) }, pitch, slot, width), slot: slot)
    }

    /// Pushes pictures apart that would overlap, and back into the strip.
    private func spread(_ wanted: [(Frame, Double)], _ pitch: Double, _ slot: Double, _ width: Double)
        -> [Arrangement.Item]
    {
        var centres = wanted.map(\.1)
        var lowest = slot / 2
        for index in centres.indices {
            centres[index] = max(centres[index], lowest)
            lowest = centres[index] + pitch
        }
        var highest = width - slot / 2
        for index in centres.indices.reversed() {
            centres[index] = min(centres[index], highest)
            highest = centres[index] - pitch
        }
        return zip(wanted, centres).map { Arrangement.Item(frame: $0.0, centre: $1) }
    }

    /// Draws `arrangement` from `corner`.
    ///
    /// - Parameter axis: of the chart below the last strip, to which it draws lines; nil for none.
    func draw(_ arrangement: Arrangement, on canvas: Canvas, at corner: Point, width: Double, linesTo axis: Axis?) {
        let labels = TickLabels.moments(arrangement.moments)
        for (item, label) in zip(arrangement.items, labels) {
            let (image, centre) = (item.frame.image, corner.x + item.centre)
            let scale = min(arrangement.slot / Double(image.width), height / Double(image.height))
            let size = (width: Double(image.width) * scale, height: Double(image.height) * scale)
            // Twice the pixels that are shown, for SVG and enlarged PNG.
            let small = image.fitted(height: Int(height * 2), width: Int(arrangement.slot * 2))
            let place = Rectangle(
                x: (centre - size.width / 2).rounded(), y: (corner.y + height - size.height).rounded(),
                width: size.width, height: size.height)
            canvas.draw(small.width < image.width ? small : image, in: place)
            canvas.stroke(place, LineStyle(.frame))
            let below = corner.y + height
            canvas.text(label, at: Point(centre, below + 5), .label, .softInk, horizontal: .centre, vertical: .top)
            if let fraction = axis?.fraction(item.frame.x) {
                let start = Point(centre, below + ImageStrip.timeHeight + 1)
                let end = Point(corner.x + fraction * width, below + ImageStrip.timeHeight + ImageStrip.leaderHeight)
                canvas.line(from: start, to: end, LineStyle(.frame))
            }
        }
    }

    private func aspect(_ image: Image) -> Double { Double(image.width) / Double(image.height) }
}
