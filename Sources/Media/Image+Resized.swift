import CMedia

extension Image {
    /// The image at another size, for thumbnails and plots: bicubic, averaging when it gets smaller. What the model sees is
    /// resized by `Transforms`, which follows the reference's rounding; this is FFmpeg's.
    ///
    /// - Precondition: the image has pixels, and `height` and `width` are 1 to 16384.
    public func resized(height: Int, width: Int) -> Image {
        let sides = 1...16384
        precondition(
            sides.contains(height) && sides.contains(width) && !pixels.isEmpty,
            "cannot resize \(self.height)x\(self.width) to \(height)x\(width)")
        if height == self.height, width == self.width { return self }
        guard let source = Picture(width: self.width, height: self.height, format: AV_PIX_FMT_RGB24),
            let destination = Picture(width: width, height: height, format: AV_PIX_FMT_RGB24), source.fill(with: self),
            let scaler = Scaler(
                from: .init(width: self.width, height: self.height, format: AV_PIX_FMT_RGB24),
                to: .init(width: width, height: height, format: AV_PIX_FMT_RGB24),
                flags: SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INP | SWS_FULL_CHR_H_INT),
            scaler.scale(source, into: destination)
        else { preconditionFailure("out of memory for an image of \(height)x\(width)") }
        return destination.image()
    }

    /// The image at the largest size that fits into `height` x `width` and keeps its proportions.
    public func fitted(height: Int, width: Int) -> Image {
        let scale = min(Double(height) / Double(self.height), Double(width) / Double(self.width))
        return resized(
            height: max(1, Int((Double(self.height) * scale).rounded())),
            width: max(1, Int((Double(self.width) * scale).rounded())))
    }
}
