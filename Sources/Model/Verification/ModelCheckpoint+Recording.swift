import Foundation
import Torch

extension ModelCheckpoint {
    /// The configuration of the vision-language model, for the inputs in `recording`.
    ///
    /// Eagle 2's file does not say which token stands for an image feature: the reference asks the tokenizer. A recording has none;
    /// there it is the token that is as frequent as the features of its tiles.
    ///
    /// Throws ``ModelError``.
    public func eagle(recordedIn recording: URL) throws -> EagleConfig {
        var eagle = try eagle
        guard eagle.isEagle2, eagle.imageTokenIndex >= eagle.text.vocabSize else { return eagle }
        let recording = try Recording(recording)
        let ids = try recording.input("input_ids", [.int64, .int32]).to(.int64).array(of: Int.self)
        let features = try recording.input("pixel_u8", [.uint8]).size(0) * eagle.tokensPerTile
        let counts = Dictionary(ids.map { ($0, 1) }, uniquingKeysWith: +)
        guard let token = counts.first(where: { $1 == features })?.key else {
            throw ModelError.unreadable(
                file: recording.file.url.path,
                reason: "no token of 'in.input_ids' occurs \(features) times, once for each feature of the tiles")
        }
        eagle.imageTokenIndex = token
        return eagle
    }
}
