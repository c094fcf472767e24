import Foundation
import Simulation

/// What is to be said about one thing that a text names, as numbers, and which of them count.
package struct PlaceTargets {
    /// Across and down in the front picture, then in the wrist's; 0 to 1 within ``ranges``.
    package private(set) var places = [Float](repeating: 0, count: GroundingHeads.coordinates)
    package private(set) var placeCounts = [Bool](repeating: false, count: GroundingHeads.coordinates)
    /// About -1 to 1.
    package private(set) var measures = [Float](repeating: 0, count: GroundingHeads.measures)
    package private(set) var measureCounts = [Bool](repeating: false, count: GroundingHeads.measures)
    /// In the front picture and the wrist's; `nil` where it is not to be seen.
    package private(set) var cells: [Int?] = [nil, nil]

    /// The wrist's picture is worth a place beyond its edges: where to look for what is just out of sight.
    static let ranges: [ClosedRange<Double>] = [0...1, 0...1, -0.2...1.2, -0.2...1.2]

    /// - Parameter side: cells along a picture's side.
    package init(_ object: SeenObject?, side: Int) {
        guard let object else { return }
        for (view, place) in [object.front, object.wrist].enumerated() {
            guard let place else { continue }
            let isVisible = (0..<2).allSatisfy { place[$0] >= 0 && place[$0] < 1 }
            if isVisible { cells[view] = Self.cell(of: place, side: side) }
            for axis in 0..<2 {
                let number = 2 * view + axis
                let range = Self.ranges[number]
                let value = (place[axis] - range.lowerBound) / (range.upperBound - range.lowerBound)
                places[number] = Float(min(max(value, 0), 1))
                placeCounts[number] = (0...1).contains(value) && (view == 1 || isVisible)
                measures[number] = Float((min(max(value, -0.2), 1.2) - 0.5) * 2)
                measureCounts[number] = placeCounts[number]
            }
        }
        for axis in 0..<3 {
            // 12 cm away is 1.
            measures[GroundingHeads.coordinates + axis] = Float(object.fromGripper[axis] * 8)
            measureCounts[GroundingHeads.coordinates + axis] = true
        }
        guard case .cube = object.name else { return }
        // Four turns of a cube look the same.
        let turn = GroundingHeads.measures - 2
        measures[turn] = Float(sin(4 * object.turn))
        measures[turn + 1] = Float(cos(4 * object.turn))
        measureCounts[turn] = true
        measureCounts[turn + 1] = true
    }

    static func cell(of place: SIMD2<Double>, side: Int) -> Int {
        Int(place.y * Double(side)) * side + Int(place.x * Double(side))
    }

    /// Where it is in a picture, 0 to 1.
    func place(in view: Int) -> SIMD2<Double> {
        Self.inPicture(SIMD2(Double(places[2 * view]), Double(places[2 * view + 1])), view)
    }

    /// A place within ``ranges`` as one in the picture.
    static func inPicture(_ place: SIMD2<Double>, _ view: Int) -> SIMD2<Double> {
        func coordinate(_ axis: Int) -> Double {
            let range = ranges[2 * view + axis]
            return range.lowerBound + place[axis] * (range.upperBound - range.lowerBound)
        }
        return SIMD2(coordinate(0), coordinate(1))
    }

    /// How far from a cell its middle is, as part of the picture's side; 0 inside.
    package func distance(fromCell cell: Int, view: Int, side: Int) -> Double {
        let (row, column) = cell.quotientAndRemainder(dividingBy: side)
        let low = SIMD2(Double(column), Double(row)) / Double(side)
        let place = place(in: view)
        let outside = pointwiseMax(pointwiseMax(low - place, place - (low + 1 / Double(side))), SIMD2(0, 0))
        return (outside * outside).sum().squareRoot()
    }

    /// Weights of the bins around each place: a bell of one bin's width, [coordinates, bins].
    package var bells: [Float] {
        places.flatMap { place in
            let weights = (0..<GroundingHeads.bins).map { bin in
                let away = Double(place) * Double(GroundingHeads.bins) - Double(bin) - 0.5
                return exp(-away * away / 2)
            }
            let total = weights.reduce(0, +)
            return weights.map { Float($0 / total) }
        }
    }
}
