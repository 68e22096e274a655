import Glibc
import Logging
import MailSyntax
import Rendering

/// The log: one line for each event, whatever stands in it, to standard error.
///
/// Values are made visible as for a terminal, so that nothing that came by mail ends a line or begins a field.
package struct LineLog: LogHandler {
    package enum Format: String, CaseIterable, Sendable {
        /// `ts=… level=info port=8025 event=ready`
        case logfmt
        /// The same as one JSON object a line.
        case json
    }

    package var logLevel = Logger.Level.info
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    private let format: Format
    private let write: @Sendable ([UInt8]) -> Void

    /// Bytes of one value; more of it says nothing more.
    private static let valueBytesMax = 2048

    /// - Parameter write: takes one line with its end.
    package init(_ format: Format, write: @escaping @Sendable ([UInt8]) -> Void = LineLog.toStandardError) {
        self.format = format
        self.write = write
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var values = metadata.merging(event.metadata ?? [:]) { $1 }
        if let provided = metadataProvider?.get() { values.merge(provided) { own, _ in own } }
        var fields: [(String, Field)] = [("ts", .text(Self.moment())), ("level", .text(event.level.rawValue))]
        fields += values.sorted { $0.key < $1.key }.map { ($0.key, Field($0.value)) }
        fields.append(("event", .text(Self.cut("\(event.message)"))))
        write(Self.line(fields, format))
    }

    /// What stands in a field: a number of ours is one in JSON, too; a text that looks like one stays a text.
    private enum Field {
        case text(String)
        case number(Int64)

        init(_ value: Logger.Metadata.Value) {
            if case .stringConvertible(let any) = value, let number = (any as? any BinaryInteger).flatMap({ Int64(exactly: $0) }) {
                self = .number(number)
            } else {
                self = .text(LineLog.cut("\(value)"))
            }
        }
    }

    private static func line(_ fields: [(String, Field)], _ format: Format) -> [UInt8] {
        switch format {
        case .logfmt: Array((fields.map { "\(name($0.0))=\(value($0.1))" }.joined(separator: " ") + "\n").utf8)
        case .json: json(fields)
        }
    }

    private static func json(_ fields: [(String, Field)]) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            for (name, value) in fields {
                json.key(named: name)
                switch value {
                case .text(let text): json.string(text)
                case .number(let number): json.number(number)
                }
            }
        }
        json.newline()
        return json.take()
    }

    /// Names are ours; a strange one breaks no field.
    private static func name(_ text: String) -> String { text.filter { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" } }

    private static func value(_ field: Field) -> String {
        switch field {
        case .number(let number): String(number)
        case .text(let text): value(text)
        }
    }

    private static func value(_ text: String) -> String {
        let shown = Escape.terminal(text)
        guard shown.isEmpty || shown.unicodeScalars.contains(where: { $0 == " " || $0 == "\"" || $0 == "=" || $0 == "\\" }) else {
            return shown
        }
        var out = "\""
        for scalar in shown.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { out += "\\" }
            out.unicodeScalars.append(scalar)
        }
        return out + "\""
    }

    private static func cut(_ text: String) -> String {
        guard text.utf8.count > valueBytesMax else { return text }
        return String(decoding: text.utf8.prefix(valueBytesMax), as: UTF8.self) + "…"
    }

    /// UTC, with milliseconds.
    private static func moment() -> String {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        let milliseconds = String(time.tv_nsec / 1_000_000)
        let padded = String(repeating: "0", count: max(0, 3 - milliseconds.utf8.count)) + milliseconds
        return Timestamp(Int64(time.tv_sec)).rfc3339.dropLast() + ".\(padded)Z"
    }

    /// In one call, so that lines of several threads do not mix. A log that cannot be written stops nothing.
    package static let toStandardError: @Sendable ([UInt8]) -> Void = { line in
        _ = line.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
