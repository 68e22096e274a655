import ArgumentParser
import Daemon
import Deliverability
import MailSyntax
import Storage
import Summaries

struct SummaryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "summary", abstract: "The weekly authentication summary.", subcommands: [SummaryWrite.self])
}

struct SummaryWrite: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "write", abstract: "Writes the summary of one ISO week (UTC).",
        discussion: """
              plumbline summary write --store s.db --week 2026-W47
              plumbline summary write --store s.db --week 2026-W47 --domain example.com --format html,md --output /var/www/reports

            On a terminal the summary is shown as well. The files are written whole or not at all.
            """)

    @OptionGroup var store: StoreOption
    @OptionGroup var config: ConfigOption
    @Option(name: .long, help: "ISO week, such as 2026-W47; default: the last whole week.") var week: String?
    @Option(name: .long, help: "Only this From domain and what is below it.") var domain: String?
    @Option(name: .long, help: "Where the files go.") var output = "reports"
    @Option(name: .long, help: "Any of html, md, csv, json, separated by commas.") var format = "html,md,csv,json"
    @Flag(name: .long, help: "Show the summary even where no terminal is.") var show = false

    func run() throws {
        let settings = try config.settings()
        guard let week = week.map(Week.init(_:)) ?? Week.containing(.now).previous else {
            throw ValidationError("`\(self.week ?? "")` is no ISO week; write it as 2026-W47")
        }
        let domain = try domain.map { text in
            guard let name = DomainName(text) else { throw ValidationError("`\(text)` is no domain") }
            return name
        }
        let formats = try format.split(separator: ",").map { word in
            guard let format = SummaryFile.Format(rawValue: word.lowercased()) else {
                throw ValidationError("`\(word)` is no format; there are html, md, csv and json")
            }
            return format
        }
        guard !formats.isEmpty else { throw ValidationError("--format names no format; there are html, md, csv and json") }
        let summary = try store.reading { try SummaryFile.summarize($0, week: week, domain: domain, settings: settings, asOf: .now) }
        let paths = try formats.map { try SummaryFile.write(summary, $0, to: output) }
        if Output.isTerminal || show {
            try Output.write(SummaryTerminal.render(summary, colour: Output.usesColour, width: Output.width) + "\n")
        }
        for path in paths { try Output.write(path + "\n") }
    }
}
