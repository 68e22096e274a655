import ArgumentParser
import Deliverability
import MailSyntax
import Rendering
import Sinks
import Storage

struct InvestigationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "investigation", abstract: "Block cases: who refuses us, and what was found.",
        subcommands: [InvestigationList.self, InvestigationShow.self, InvestigationClose.self])
}

enum InvestigationFormat: String, ExpressibleByArgument, CaseIterable { case text, json }

struct InvestigationList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Cases that are not clear.", discussion: "  plumbline investigation list --store s.db --format json")

    @OptionGroup var store: StoreOption
    @Flag(name: .long, help: "Closed cases too.") var all = false
    @Option(name: .long, help: "text or json.") var format: InvestigationFormat = .text

    func run() throws {
        try store.reading { store in
            let cases = try store.investigations(includingClear: all)
            switch format {
            case .json: try Output.writeJSON { json in json.array(cases) { json, record in InvestigationJSON.write(record, to: &json) } }
            case .text:
                if cases.isEmpty { try Output.write("No case is open.\n") }
                for record in cases { try Output.write(InvestigationText.line(record, ink: Output.ink) + "\n") }
            }
        }
    }
}

struct InvestigationShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One case with its findings.",
        discussion: "  plumbline investigation show gmail/example.com --store s.db")

    @OptionGroup var store: StoreOption
    @Option(name: .long, help: "text or json.") var format: InvestigationFormat = .text
    @Argument(help: "receiver/from-domain or the number of the list.") var key: String

    func run() throws {
        try store.reading { store in
            guard let record = try store.investigations(includingClear: true).last(where: { $0.isNamed(key) }) else {
                throw Failure(.noInput, "there is no case \(Escape.terminal(key))")
            }
            switch format {
            case .json: try Output.writeJSON { InvestigationJSON.write(record, to: &$0) }
            case .text: try Output.write(InvestigationText.whole(record, ink: Output.ink))
            }
        }
    }
}

struct InvestigationClose: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Closes a case: its contacts are active again, without a strike.",
        discussion: """
              plumbline investigation close gmail/example.com --store s.db
              plumbline investigation close unproven-yahoo/unknown --lift-complaints --store s.db

            Complaints of a burst are provisional. When its case is closed, those of a proven source stand for good and the others run
            out; with --lift-complaints all of them are taken back.
            """)

    @OptionGroup var store: StoreOption
    @Flag(name: .long, help: "The complaints of the burst were forged: take them back.") var liftComplaints = false
    @Argument(help: "receiver/from-domain or the number of the list.") var key: String

    func run() throws {
        try store.writing(existing: true) { store in
            guard let record = try store.investigations(includingClear: false).last(where: { $0.isNamed(key) }),
                try store.closeInvestigation(record.key, liftingComplaints: liftComplaints, at: .now)
            else { throw Failure(.noInput, "there is no open case \(Escape.terminal(key))") }
        }
    }
}

extension InvestigationRecord {
    fileprivate func isNamed(_ word: String) -> Bool { key.description == word.asciiLowercased || String(id) == word }
}

private enum InvestigationText {
    static func line(_ record: InvestigationRecord, ink: Ink) -> String {
        let phase = record.state.phase.rawValue.padded(9)
        let coloured = record.state.phase == .open ? ink.red(phase) : record.state.phase == .clear ? ink.green(phase) : ink.yellow(phase)
        return "\(String(record.id).padded(4)) \(coloured) \(ink.bold(Escape.terminal(record.key.description))): \(record.blocks) blocks, "
            + "\(record.findings.count) findings, since \(record.opened.rfc3339)"
    }

    static func whole(_ record: InvestigationRecord, ink: Ink) -> String {
        var lines = [line(record, ink: ink)]
        for area in InvestigationArea.allCases {
            let findings = record.findings.filter { $0.area == area }
            guard !findings.isEmpty else { continue }
            lines.append("  " + ink.cyan(area.rawValue))
            for finding in findings {
                let count = finding.kind == .complaintBurst ? "\(finding.messages) " : ""
                lines.append("    \(finding.at.rfc3339)  \(count)\(Escape.terminal(finding.text))")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
