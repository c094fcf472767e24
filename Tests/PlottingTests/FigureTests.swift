import Foundation
import Media
import Plotting
import TestSupport
import Testing

/// What a figure looks like at 100 %.
private func rendered(_ figure: Figure) throws -> Image {
    try withTemporaryDirectory { directory in
        let url = directory.appending(path: "figure.png")
        try figure.save(url)
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["figure.png"])
        return try ImageFile.read(url)
    }
}

extension Image {
    fileprivate func pixel(_ row: Int, _ column: Int) -> [Int] {
        let start = (row * width + column) * 3
        return pixels[start..<start + 3].map(Int.init)
    }

    /// Columns with a pixel near to `color`.
    fileprivate func columns(with color: [Int], rows: Range<Int>) -> [Int] {
        (0..<width).filter { column in
            rows.contains { row in zip(pixel(row, column), color).allSatisfy { abs($0 - $1) < 40 } }
        }
    }
}

private let examples: [(String, @Sendable () -> Figure)] = [
    ("trajectories", Example.trajectories), ("episode", Example.episode), ("training", Example.training),
    ("oddities", Example.oddities),
]

@Suite("Figures") struct FigureTests {
    /// Labels that had too little room would reach into the margin.
    @Test(arguments: examples.map(\.0))
    func examplesAreDrawnWithinTheirMargins(name: String) throws {
        let figure = try #require(examples.first { $0.0 == name }).1()
        let canvas = figure.canvas(), image = try rendered(figure)
        #expect(Double(image.width) == canvas.width && Double(image.height) == canvas.height)
        let inked = stride(from: 0, to: image.pixels.count, by: 3).count { image.pixels[$0] < 200 }
        #expect(inked > image.width * image.height / 100, "nearly blank")
        for distance in [0, 4, 9] {
            for column in 0..<image.width {
                #expect(image.pixel(distance, column) == [255, 255, 255])
                #expect(image.pixel(image.height - 1 - distance, column) == [255, 255, 255])
            }
            for row in 0..<image.height {
                #expect(image.pixel(row, distance) == [255, 255, 255])
                #expect(image.pixel(row, image.width - 1 - distance) == [255, 255, 255])
            }
        }
    }

    @Test func svgHoldsTheDrawing() throws {
        try withTemporaryDirectory { directory in
            let url = directory.appending(path: "figure.svg")
            let canvas = Example.training().canvas()
            try canvas.save(url)
            let text = try String(contentsOf: url, encoding: .utf8)
            #expect(text.hasPrefix("<?xml") && text.contains("</svg>"))
            #expect(
                text.contains("width=\"\(Int(canvas.width))px\"") || text.contains("width=\"\(Int(canvas.width))\""))
            // 20,000 samples of loss are thinned to what pixels can show.
            #expect(text.utf8.count < 400_000)
        }
    }

    @Test func notANumberLeavesAGap() throws {
        var y = Array(repeating: 1.0, count: 101)
        for index in 40...60 { y[index] = index % 2 == 0 ? .nan : .infinity }
        let whole = Figure(
            charts: [LineChart(series: [Series("", y: Array(repeating: 1, count: 101), color: .vermilion, width: 3)])],
            plotWidth: 400)
        let gap = Figure(charts: [LineChart(series: [Series("", y: y, color: .vermilion, width: 3)])], plotWidth: 400)
        let color = [213, 94, 0]
        let wholeColumns = try rendered(whole).columns(with: color, rows: 20..<120)
        let gapColumns = try rendered(gap).columns(with: color, rows: 20..<120)
        #expect((395...405).contains(wholeColumns.count))
        #expect((305...330).contains(gapColumns.count))
        let first = try #require(wholeColumns.first)
        #expect(!gapColumns.contains(first + 200))
    }

    @Test func picturesKeepTheirColours() throws {
        let red = Image(height: 20, width: 20, pixels: (0..<400).flatMap { _ in [200, 10, 20] as [UInt8] })
        let figure = Figure(
            charts: [LineChart(series: [Series("", y: [0, 1, 2], color: .black)])],
            images: [ImageStrip("camera", frames: [.init(x: 1, image: red)], height: 60)])
        let image = try rendered(figure)
        let reds = stride(from: 0, to: image.pixels.count, by: 3).count {
            image.pixels[$0] == 200 && image.pixels[$0 + 1] == 10 && image.pixels[$0 + 2] == 20
        }
        #expect((56 * 56...60 * 60).contains(reds))
    }

    @Test func aFigureWithoutChartsIsStillAFile() throws {
        #expect(try rendered(Figure(title: "nothing", charts: [])).width > 0)
        #expect(try rendered(Figure(charts: [])).height > 0)
    }

    @Test func whatCannotBeWrittenIsAnError() throws {
        try withTemporaryDirectory { directory in
            let figure = Example.training()
            let gif = directory.appending(path: "a.gif")
            #expect(throws: PlotError.unknownKind(file: gif.path)) { try figure.save(gif) }
            for name in ["no/such/folder/a.png", "no/such/folder/a.svg"] {
                #expect(throws: PlotError.self) { try figure.save(directory.appending(path: name)) }
            }
            let huge = Canvas(width: 100, height: 50_000), png = directory.appending(path: "a.png")
            #expect(throws: PlotError.tooLarge(file: png.path, width: 100, height: 50_000)) { try huge.save(png) }
            let left = try FileManager.default.contentsOfDirectory(atPath: directory.path)
            #expect(left.isEmpty)
        }
    }

    @Test func textIsShortenedInItsMiddleAndWrappedBetweenWords() {
        let canvas = Canvas(width: 10, height: 10)
        let name = "action.right_arm.shoulder_pitch_position[3]"
        let short = canvas.shortened(name, to: 120, .label)
        #expect(canvas.width(of: short, .label) <= 120)
        #expect(short.hasPrefix("action") && short.hasSuffix("[3]") && short.contains("…"))
        #expect(canvas.shortened("short", to: 120, .label) == "short")
        let lines = canvas.wrapped("pick the pear from the counter and place it in the plate", to: 120, .label)
        #expect(lines.count > 2 && lines.allSatisfy { canvas.width(of: $0, .label) <= 120 })
        #expect(canvas.wrapped("", to: 120, .label).isEmpty)
    }
}
