import Deliverability
import TestKit
import Testing

/// `docs/state-machines.md` is printed by the machines themselves: a document that says something else fails here.
@Suite struct StateMachineDocumentTests {
    private static let document = "docs/state-machines.md"

    /// One answer of a machine: from where, on what, to where, with which effects.
    private struct Row {
        let from: String
        let phase: String
        let event: String
        let next: String
        let effects: String
        let changes: Bool
    }

    private static let contactRows = ContactSituation.all.flatMap { situation in
        ContactEvent.allCases.map { event in
            let after = situation.after(event)
            return Row(
                from: situation.words, phase: situation.state.words, event: event.words, next: after.state.words,
                effects: after.effects.map(\.words).joined(separator: "; "),
                changes: after.state != situation.state || !after.effects.isEmpty)
        }
    }

    private static let investigationRows = InvestigationSituation.all.flatMap { situation in
        InvestigationEvent.allCases.map { event in
            let after = situation.after(event)
            return Row(
                from: situation.words, phase: situation.state.phase.rawValue, event: event.words, next: after.state.phase.rawValue,
                effects: after.effects.map(\.rawValue).joined(separator: "; "),
                changes: after.state != situation.state || !after.effects.isEmpty)
        }
    }

    /// Every change, in the machine's own order; what changes nothing is one row for each state.
    private static func table(_ rows: [Row]) -> String {
        var lines = ["| state | event | next state | what follows |", "|---|---|---|---|"], from = ""
        var states: [String] = []
        for row in rows where row.from != from {
            from = row.from
            states.append(from)
        }
        for state in states {
            let own = rows.filter { $0.from == state }
            for row in own where row.changes {
                lines.append("| \(row.from) | \(row.event) | \(row.next) | \(row.effects)\(row.effects.isEmpty ? "" : " ")|")
            }
            let rest = own.filter { !$0.changes }.map(\.event)
            if !rest.isEmpty { lines.append("| \(state) | *\(rest.joined(separator: ", "))* | unchanged | |") }
        }
        return lines.joined(separator: "\n")
    }

    /// Mermaid: one arrow for each pair of phases, labelled with all the events that take it.
    private static func diagram(_ rows: [Row], start: String) -> String {
        func name(_ phase: String) -> String { phase.replacing(": ", with: "_").replacing(", ", with: "_").replacing("-", with: "_") }
        var phases: [String] = [], arrows: [String: [String]] = [:], order: [String] = []
        for row in rows {
            for phase in [row.phase, row.next] where !phases.contains(phase) { phases.append(phase) }
            guard row.changes, row.phase != row.next else { continue }
            let arrow = "    \(name(row.phase)) --> \(name(row.next))"
            if arrows[arrow] == nil { order.append(arrow) }
            if !(arrows[arrow] ?? []).contains(row.event) { arrows[arrow, default: []].append(row.event) }
        }
        let declared = phases.filter { name($0) != $0 }.map { "    state \"\($0)\" as \(name($0))" }
        let drawn = order.map { "\($0): \((arrows[$0] ?? []).joined(separator: ", "))" }
        return (["```mermaid", "stateDiagram-v2"] + declared + ["    [*] --> \(name(start))"] + drawn + ["```"]).joined(separator: "\n")
    }

    @Test func `law 10: the document shows the contact machine as it is`() {
        #expect(Golden.difference(Self.diagram(Self.contactRows, start: "active"), inSection: "contact diagram", of: Self.document) == nil)
        #expect(Golden.difference(Self.table(Self.contactRows), inSection: "contact table", of: Self.document) == nil)
    }

    @Test func `law 10: the document shows the investigation machine as it is`() {
        #expect(
            Golden.difference(Self.diagram(Self.investigationRows, start: "clear"), inSection: "investigation diagram", of: Self.document)
                == nil)
        #expect(Golden.difference(Self.table(Self.investigationRows), inSection: "investigation table", of: Self.document) == nil)
    }

    @Test func `every phase of an investigation is among the situations`() {
        #expect(Set(InvestigationSituation.all.map(\.state.phase)) == Set(Investigation.Phase.allCases))
        let reasons = ContactSituation.all.compactMap { if case .inactive(let reason) = $0.state.phase { reason } else { nil } }
        #expect(Set(reasons) == Set(ContactState.Reason.allCases))
    }
}
