import Rendering

/// What is wrong with the settings, with its place: `file:line: message`. Exit code 78.
package struct SettingsError: Error, Hashable, Sendable, CustomStringConvertible {
    package let file: String
    /// From 1; nil where the file as a whole is meant.
    package let line: Int?
    /// In one line, whatever stands in the file.
    package let message: String

    package init(file: String, line: Int?, _ message: String) {
        self.file = file
        self.line = line
        self.message = Escape.terminal(message)
    }

    package var description: String { line.map { "\(file):\($0): \(message)" } ?? "\(file): \(message)" }
}
