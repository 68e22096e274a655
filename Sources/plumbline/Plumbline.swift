import ArgumentParser
import Glibc
import WebFront

/// The command line: one file per command in `Commands/`, one line for each here.
@main
struct Plumbline: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plumbline",
        abstract: "Reads DMARC reports, complaints, bounces and TLS reports out of Maildirs and says what to do next.",
        discussion: """
            Try it on any report you have:

              plumbline explain report.eml

            Run it beside your mail server:

              plumbline run --store /var/lib/plumbline/store.db --maildir /var/mail/reports

            Exit codes: 0 fine · 1 findings · 64 usage · 65 nothing readable · 66 no such input · 70 internal \
            · 73, 74 cannot write · 75 try again · 78 configuration
            """,
        version: Release.version,
        subcommands: [
            Explain.self, Ingest.self, Run.self, EventCommand.self, SuppressionCommand.self, ComplaintCommand.self, ContactCommand.self,
            InvestigationCommand.self, CampaignCommand.self, RuleCommand.self, SummaryCommand.self, SetAsideCommand.self, TokenCommand.self,
            SendLogCommand.self,
            ConsumerCommand.self, WebhookCommand.self,
            Verify.self, StoreCommand.self, DoctorCommand.self, ConfigCommand.self, WorkerCommand.self,
        ])

    static func main() async {
        let pipe = PipeTarget(arguments: Array(CommandLine.arguments.dropFirst()))
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            leave(0)
        } catch {
            leave(pipe.isOne ? pipe.answer(to: error) : Failure.report(error, from: self))
        }
    }

    /// Ends without the libraries' clean-up at exit: libxml2 frees its tables there, while a thread of ours may just be
    /// putting its parser away. Everything that must last is closed and written by now.
    private static func leave(_ code: Int32) -> Never {
        fflush(nil)
        _exit(code)
    }
}
