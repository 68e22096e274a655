import Rendering

/// Lines for a terminal of some width, coloured or not. Texts come in escaped.
struct TerminalText {
    enum Paint {
        case bold, dim, red, green, yellow, cyan
    }

    private(set) var text = ""
    let width: Int
    private let ink: Ink

    init(colour: Bool, width: Int) {
        self.width = width
        ink = Ink(colour: colour)
    }

    func paint(_ text: String, _ paint: Paint) -> String {
        switch paint {
        case .bold: ink.bold(text)
        case .dim: ink.dim(text)
        case .red: ink.red(text)
        case .green: ink.green(text)
        case .yellow: ink.yellow(text)
        case .cyan: ink.cyan(text)
        }
    }

    mutating func line(_ line: String) { text += line + "\n" }
    mutating func blank() { text += "\n" }

    /// Running text, broken to the width.
    mutating func paragraph(_ words: String, _ style: Paint? = nil) {
        for part in wrapped(words, indent: 2) { line(style.map { paint(part, $0) } ?? part) }
    }

    mutating func heading(_ title: String) {
        blank()
        paragraph(title, .bold)
    }

    /// A mark and a paragraph that hangs beside it.
    mutating func bullet(_ mark: String, _ words: String, _ paint: Paint) {
        let indent = 3 + mark.count
        for (i, part) in wrapped(words, indent: indent).enumerated() {
            line(i == 0 ? "  " + self.paint(mark, paint) + " " + part.dropFirst(indent) : part)
        }
    }

    /// Broken at blanks; a word longer than the line is cut, since it came by mail.
    func wrapped(_ words: String, indent: Int) -> [String] {
        let room = max(20, width - indent), margin = String(repeating: " ", count: indent)
        var lines: [String] = [], current = "", used = 0
        for word in words.split(separator: " ", omittingEmptySubsequences: true) {
            let piece = word.count > room ? word.prefix(room - 1) + "…" : word[...]
            if used > 0, used + 1 + piece.count > room {
                lines.append(margin + current)
                current = ""
                used = 0
            }
            current += (used > 0 ? " " : "") + piece
            used += (used > 0 ? 1 : 0) + piece.count
        }
        if used > 0 { lines.append(margin + current) }
        return lines
    }

    /// What fits between a column and the right edge.
    func cut(_ text: String, from column: Int) -> String { cut(text, to: max(8, width - column)) }

    func cut(_ text: String, to room: Int) -> String { text.count > room ? text.prefix(max(0, room - 1)) + "…" : text }

    static func padded(_ text: String, _ width: Int, right: Bool = false) -> String {
        let fill = String(repeating: " ", count: max(0, width - text.count))
        return right ? fill + text : text + fill
    }
}
