import Foundation

/// Text as a page shows it.
enum HTML {
    /// With the signs that HTML reads otherwise replaced; also good within an attribute's quotes.
    static func escaped(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for letter in text.unicodeScalars {
            switch letter {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(letter)
            }
        }
        return result
    }

    /// A relative address, such as of a video beside the page.
    static func address(_ path: String) -> String {
        escaped(path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? "")
    }

    /// A JPEG within the page itself.
    static func image(jpeg: [UInt8], alt: String) -> String {
        #"<img src="data:image/jpeg;base64,\#(Data(jpeg).base64EncodedString())" alt="\#(escaped(alt))" loading="lazy">"#
    }
}
