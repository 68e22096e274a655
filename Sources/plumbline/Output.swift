import Glibc
import MailSyntax
import Rendering

/// Standard output and standard error. In JSON modes standard output carries nothing else.
enum Output {
    /// Writing failed: the disk is full or the reader went away.
    struct Fault: Error, CustomStringConvertible {
        let code: Int32
        var description: String { String(cString: strerror(code)) }
    }

    static func write(_ bytes: [UInt8]) throws {
        var position = 0
        while position < bytes.count {
            let count = bytes.withUnsafeBytes { raw in
                raw.baseAddress.map { Glibc.write(STDOUT_FILENO, $0 + position, raw.count - position) } ?? 0
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw Fault(code: errno)
            }
            position += count
        }
    }

    static func write(_ text: String) throws { try write(Array(text.utf8)) }

    /// One JSON value, followed by a line end.
    static func writeJSON(pretty: Bool = false, _ body: (inout JSONWriter) -> Void) throws {
        var json = JSONWriter(pretty: pretty)
        body(&json)
        json.newline()
        try write(json.take())
    }

    static func complain(_ text: String) { note(text + "\n") }

    fileprivate static func note(_ text: String) {
        var text = text
        text.withUTF8 { _ = Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Colour only where a person looks, and not if they said no (no-color.org).
    static var usesColour: Bool { isatty(STDOUT_FILENO) == 1 && getenv("NO_COLOR") == nil && term != "dumb" }
    static var ink: Ink { Ink(colour: usesColour) }

    /// Whether a progress line on standard error reaches a person.
    static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 && term != "dumb" }

    private static var term: String? { getenv("TERM").map { String(cString: $0) } }

    static var width: Int {
        var size = winsize()
        guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 100 }
        return min(Int(size.ws_col), 140)
    }
}

/// How far a long run is, on a terminal and nowhere else.
struct Progress {
    private let isShown = Output.showsProgress
    private var count = 0

    mutating func step(_ noun: String) {
        count += 1
        if count % 250 == 0 { show(noun) }
    }

    mutating func reach(_ total: Int, _ noun: String) {
        count = total
        show(noun)
    }

    private func show(_ noun: String) {
        if isShown, count >= 250 { Output.note("\r\(count) \(noun) …") }
    }

    func finish() {
        guard isShown, count >= 250 else { return }
        Output.note("\r\u{1B}[K")
    }
}

extension Timestamp {
    /// The wall clock. Only the shell asks it.
    static var now: Timestamp { Timestamp(Int64(time(nil))) }
}
