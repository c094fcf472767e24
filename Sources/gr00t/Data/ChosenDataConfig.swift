import Foundation
import Transforms

extension DataConfig {
    /// What `--data-config` means: the name of a built-in config, or a JSON or YAML file. Throws ``TransformError``.
    static func chosen(_ text: String) throws -> DataConfig {
        let isFile = text.contains("/") || ["json", "yaml", "yml"].contains(URL(filePath: text).pathExtension)
        return isFile ? try DataConfig(file: URL(filePath: text)) : try DataConfig.named(text)
    }
}
