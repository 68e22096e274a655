/// Colour on a terminal, or none: the one place that writes escape sequences (ECMA-48 SGR).
package struct Ink: Sendable {
    private let colour: Bool

    package init(colour: Bool) { self.colour = colour }

    private func wrap(_ code: String, _ text: String) -> String { colour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }

    package func bold(_ text: String) -> String { wrap("1", text) }
    package func dim(_ text: String) -> String { wrap("2", text) }
    package func red(_ text: String) -> String { wrap("31", text) }
    package func green(_ text: String) -> String { wrap("32", text) }
    package func yellow(_ text: String) -> String { wrap("33", text) }
    package func magenta(_ text: String) -> String { wrap("35", text) }
    package func cyan(_ text: String) -> String { wrap("36", text) }
}
