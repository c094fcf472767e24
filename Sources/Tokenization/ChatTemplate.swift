/// A part of a prompt.
public enum PromptPart: Sendable, Equatable {
    /// A special token, by name.
    case token(String)
    /// Ordinary text, in which the names of special tokens mean nothing.
    case text(String)
    /// The places of one image's features: the image token, so many times over.
    case imageContext(count: Int)
}

/// How a prompt is put together from images and an instruction, as the backbone was trained.
public enum ChatTemplate: Sendable {
    /// Eagle 2.5 (GR00T N1.5), from `chat_template.json` and the placeholder expansion of the reference's processor:
    ///
    ///     <|im_start|>system
    ///     You are a helpful assistant.<|im_end|>
    ///     <|im_start|>user
    ///     <image 1><img><IMG_CONTEXT>…</img>INSTRUCTION<|im_end|>
    ///     <|im_start|>assistant
    ///
    /// `<image 1>` is plain text; more images follow with no newline between; the last line ends in a newline.
    case eagle2_5
    /// Eagle 2 (GR00T N1), from the reference's processor: an image and the text after it are on lines of their own, and images are
    /// numbered only where there are several.
    ///
    ///     <|im_start|>system
    ///     You are a helpful assistant.<|im_end|>
    ///     <|im_start|>user
    ///     <img><IMG_CONTEXT>…</img>
    ///     INSTRUCTION<|im_end|>
    ///     <|im_start|>assistant
    case eagle2

    public static let imageStart = "<img>"
    public static let imageEnd = "</img>"
    public static let imageContext = "<IMG_CONTEXT>"
    public static let messageStart = "<|im_start|>"
    public static let messageEnd = "<|im_end|>"

    /// The special tokens that a vocabulary must have.
    public var tokens: [String] {
        [Self.messageStart, Self.messageEnd, Self.imageStart, Self.imageContext, Self.imageEnd]
    }

    /// The parts of a prompt.
    /// - Parameter imageTokens: for each image, the number of its image tokens.
    public func parts(instruction: String, imageTokens: [Int]) -> [PromptPart] {
        var parts: [PromptPart] = [
            .token(Self.messageStart), .text("system\nYou are a helpful assistant."), .token(Self.messageEnd),
            .text("\n"), .token(Self.messageStart),
        ]
        // What stands between two tokens is split into pieces together.
        var text = "user\n"
        for (index, count) in imageTokens.enumerated() {
            text += name(ofImage: index, of: imageTokens.count)
            parts += [.text(text), .token(Self.imageStart), .imageContext(count: count), .token(Self.imageEnd)]
            text = afterImage
        }
        return parts + [
            .text(text + instruction), .token(Self.messageEnd), .text("\n"), .token(Self.messageStart),
            .text("assistant\n"),
        ]
    }

    /// Plain text before an image.
    private func name(ofImage index: Int, of count: Int) -> String {
        self == .eagle2 && count == 1 ? "" : "<image \(index + 1)>"
    }

    private var afterImage: String { self == .eagle2 ? "\n" : "" }
}
