import Deliverability
import Rendering

/// Writes families of samples; label values are escaped as the format asks.
struct Exposition {
    enum Kind: String { case counter, gauge, histogram }

    private(set) var text = ""
    private var name = ""

    mutating func family(_ name: String, _ kind: Kind, _ sentence: String) {
        self.name = name
        text += "# HELP \(name) \(sentence)\n# TYPE \(name) \(kind.rawValue)\n"
    }

    mutating func sample(_ value: Int64) { text += "\(name) \(value)\n" }

    mutating func sample(_ value: Int64, _ label: String, _ word: String) {
        text += "\(name){\(label)=\"\(Self.escaped(word))\"} \(value)\n"
    }

    mutating func ratio(_ value: Double) { text += "\(name) \(value)\n" }

    mutating func ratio(_ value: Double, _ label: String, _ word: String) {
        text += "\(name){\(label)=\"\(Self.escaped(word))\"} \(value)\n"
    }

    /// By two labels.
    mutating func sample(_ value: Int64, _ words: [(label: String, word: String)]) {
        let labels = words.map { "\($0.label)=\"\(Self.escaped($0.word))\"" }.joined(separator: ",")
        text += "\(name){\(labels)} \(value)\n"
    }

    mutating func histogram(_ histogram: LatencyHistogram) {
        for (bound, count) in zip(LatencyHistogram.bounds, histogram.counts) { text += "\(name)_bucket{le=\"\(bound)\"} \(count)\n" }
        text += "\(name)_bucket{le=\"+Inf\"} \(histogram.total)\n\(name)_sum \(histogram.sumSeconds)\n\(name)_count \(histogram.total)\n"
    }

    private static func escaped(_ word: String) -> String {
        Escape.terminal(word).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
