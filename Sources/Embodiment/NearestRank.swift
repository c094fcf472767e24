extension Array where Element == Double {
    /// The value that `share` of all do not exceed (nearest rank: a real measurement, nothing interpolated). The array is sorted and
    /// `share` 0 to 1; `nil` where it is empty.
    package func nearestRank(_ share: Double) -> Double? {
        let rank = Int((share * Double(count)).rounded(.up))
        return indices.contains(rank - 1) ? self[rank - 1] : last
    }
}
