import ArgumentParser
import Daemon
import Deliverability
import Explanations
import Glibc
import Intake
import Interpretation
import MailSyntax
import Rendering
import ReportFormats
import Storage

struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Says what a mail is and what it would cause; stores nothing.",
        discussion: """
            Takes mail files, folders, Maildirs, mboxes, bare .xml, .xml.gz, .zip and .json.gz reports, and - for standard input.

              plumbline explain report.eml
              plumbline explain --format ndjson ~/Maildir | jq .outcome
              plumbline explain --records google.com!example.com!1700000000!1700086399.zip

            Formats: text for people, json (one value; an array where there are several messages), ndjson (one line a message).
            Exit code 65 where nothing was readable, 66 where an input does not exist.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, ndjson }

    @Option(name: .long, help: "text, json or ndjson.") var format: Format = .text
    @Flag(name: .long, help: "Show every record of aggregate reports.") var records = false
    @OptionGroup var config: ConfigOption
    @Argument(help: "Mail files, folders, Maildirs, mboxes, report files, or -.") var sources: [String]

    func run() throws {
        let settings = try config.settings()
        let reader = try ConfigOption.reader(settings)
        let printer = ExplanationPrinter(format: format)
        let style = ExplanationStyle(format: format, records: records, colour: Output.usesColour)
        let work = OrderedParallel<[SourceMessage], [ExplainedMessage]> { batch in
            batch.map { ExplainedMessage($0, reader: reader, style: style) }
        }
        try work.run(
            produce: { give in try OneShotSource.forEachBatch(in: sources, limits: settings.limits, give) },
            emit: { try $0.forEach(printer.show) })
        try printer.finish()
        if printer.shown == 0 { throw Failure(.nothingReadable, "no message among the inputs") }
        if printer.readable == 0 { throw Failure(.nothingReadable) }
    }
}

private struct ExplanationStyle: Sendable {
    let format: Explain.Format
    let records: Bool
    let colour: Bool
}

/// One message, read and written down, on its way to the printer.
private struct ExplainedMessage: Sendable {
    let isReadable: Bool
    private let source: String
    private let digest: String
    private let style: ExplanationStyle
    private let rendered: [UInt8]?
    /// Kept only where the explanation is so large that it leaves in pieces.
    private let message: InterpretedMessage?

    private static let eventsAtOnce = 10_000

    init(_ source: SourceMessage, reader: MessageReader, style: ExplanationStyle) {
        self.source = source.source
        self.style = style
        digest = source.digest.description
        let message =
            switch source.content {
            case .bytes(let bytes): reader.read(bytes, keepRows: style.records)
            case .refused(let error): InterpretedMessage(refused: error)
            }
        isReadable = !message.reading.isSetAside
        let isLarge = message.events.count > Self.eventsAtOnce
        self.message = isLarge ? message : nil
        rendered = isLarge ? nil : Self.rendered(message, self.source, digest, style)
    }

    private static func rendered(_ message: InterpretedMessage, _ source: String, _ digest: String, _ style: ExplanationStyle) -> [UInt8] {
        guard style.format != .text else {
            return Array(ExplanationText.render(message, source: source, records: style.records, colour: style.colour).utf8)
        }
        var json = JSONWriter()
        ExplanationJSON.write(message, source: source, digest: digest, records: style.records, to: &json)
        json.newline()
        return json.bytes
    }

    /// Large explanations leave in pieces, so that their size does not matter.
    func write(to output: @escaping ([UInt8]) -> Void) {
        if let rendered { return output(rendered) }
        guard let message else { return }
        guard style.format != .text else { return output(Self.rendered(message, source, digest, style)) }
        var json = JSONWriter(drain: output)
        ExplanationJSON.write(message, source: source, digest: digest, records: style.records, to: &json)
        json.newline()
        json.finish()
    }
}

/// Writes explanations in order. Small ones are gathered where no person waits for them.
private final class ExplanationPrinter {
    private let format: Explain.Format
    private var progress = Progress()
    private var held: ExplainedMessage?
    private var pending: [UInt8] = []
    private var fault: (any Error)?
    private(set) var shown = 0
    private(set) var readable = 0

    init(format: Explain.Format) { self.format = format }

    func show(_ explained: ExplainedMessage) throws {
        shown += 1
        if explained.isReadable { readable += 1 }
        switch format {
        case .text:
            if shown > 1 { put([10]) }
            explained.write(to: put)
            flush()
        case .ndjson:
            explained.write(to: put)
            progress.step("messages")
        case .json:
            // One message is one object; a second one makes it an array.
            if shown == 1 { held = explained; return }
            if shown == 2 {
                put(Array("[".utf8))
                held?.write(to: put)
            }
            put(Array(",".utf8))
            explained.write(to: put)
        }
        if let fault { throw fault }
    }

    func finish() throws {
        progress.finish()
        if format == .json { shown == 1 ? held?.write(to: put) : put(Array((shown == 0 ? "[]\n" : "]\n").utf8)) }
        flush()
        if let fault { throw fault }
    }

    private func put(_ bytes: [UInt8]) {
        pending += bytes
        if pending.count > 1 << 16 { flush() }
    }

    private func flush() {
        guard fault == nil, !pending.isEmpty else { return }
        do { try Output.write(pending) } catch { fault = error }
        pending.removeAll(keepingCapacity: true)
    }
}
