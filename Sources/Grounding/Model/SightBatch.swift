import Media
import Policy
import Simulation
import Torch

/// Pictures of moments side by side, and what there is to be seen in them.
struct SightBatch {
    let moments: [SeenMoment]
    /// Cells along a picture's side.
    let side: Int
    /// Front, then wrist, of each moment, [2B, 3, H, W].
    let pixels: Tensor

    /// - Precondition: there is at least one moment.
    init(_ moments: [SeenMoment], side: Int) {
        self.moments = moments
        self.side = side
        pixels = .pixels(of: moments.flatMap { [$0.front, $0.wrist] })
    }

    var cells: Int { side * side }

    /// 1 where an object's middle is in a cell of a picture, [B, 2, cells, objects]; and where in the cell, [..., 2].
    var presence: (isThere: [Float], offset: [Float]) {
        let objects = GroundingHeads.objects
        var isThere = [Float](repeating: 0, count: moments.count * 2 * cells * objects)
        var offset = [Float](repeating: 0, count: isThere.count * 2)
        for (index, moment) in moments.enumerated() {
            for object in moment.objects {
                for (view, place) in [object.front, object.wrist].enumerated() {
                    guard let place, (0..<2).allSatisfy({ place[$0] >= 0 && place[$0] < 1 }) else { continue }
                    let cell = PlaceTargets.cell(of: place, side: side)
                    let at = ((index * 2 + view) * cells + cell) * objects + object.name.index
                    isThere[at] = 1
                    for axis in 0..<2 {
                        let inCells = place[axis] * Double(side)
                        offset[2 * at + axis] = Float(inCells - inCells.rounded(.down))
                    }
                }
            }
        }
        return (isThere, offset)
    }
}
