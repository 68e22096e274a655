import ArgumentParser
import Daemon
import Glibc
import Intake
import LookupServer
import MailSyntax
import Rendering
import SendLogs
import Sinks
import Storage
import Tokens
import WebFront

/// What a command ends with when it cannot do its work: an exit code of sysexits.h and a sentence.
struct Failure: Error {
    enum Code: Int32 {
        case findings = 1
        case usage = 64
        case nothingReadable = 65
        case noInput = 66
        case `internal` = 70
        case cannotCreate = 73
        case cannotWrite = 74
        case tryAgain = 75
        case configuration = 78
    }

    let code: Code
    let message: String

    init(_ code: Code, _ message: String = "") {
        self.code = code
        self.message = message
    }

    /// The failure that any error of ours stands for; nil for those of the argument parser.
    static func of(_ error: any Error) -> Failure? {
        switch error {
        case let failure as Failure: failure
        case let error as SourceError: Failure(.noInput, error.description)
        case let error as SettingsError: Failure(.configuration, error.description)
        case let error as StoreError: Failure(code(of: error), error.description)
        case let error as ReadError: Failure(.tryAgain, error.detail)
        case let fault as SendLogFault: Failure(.nothingReadable, "\(fault)")
        case let fault as FileChunks.Unreadable: Failure(.noInput, "\(fault)")
        case let fault as TokenMint.Fault: Failure(.usage, "\(fault)")
        case let error as SinkError: Failure(.cannotCreate, "\(error)")
        case let error as DaemonError: Failure(code(of: error), "\(error)")
        case let error as WebFrontError: Failure(.configuration, "\(error)")
        case let error as LookupServerError: Failure(.configuration, "\(error)")
        case let fault as LocalFault: Failure(.cannotWrite, "\(fault)")
        case let fault as Output.Fault: Failure(.cannotWrite, "cannot write: \(fault.description)")
        default: nil
        }
    }

    private static func code(of error: DaemonError) -> Code {
        switch error {
        case .storeLost(let error): code(of: error)
        }
    }

    private static func code(of error: StoreError) -> Code {
        switch error.code {
        case .locked, .busy: .tryAgain
        case .full, .io: .cannotWrite
        case .missing: .noInput
        case .corrupt, .notADatabase, .newerSchema, .key, .unsupported: .configuration
        case .readOnly, .cannotOpen: .cannotCreate
        case .refused: .internal
        }
    }

    /// Tells standard error and gives the exit code. Help and version, asked for, go to standard output and are fine.
    static func report(_ error: any Error, from root: any ParsableCommand.Type) -> Int32 {
        if let failure = of(error) {
            if !failure.message.isEmpty { Output.complain("plumbline: \(failure.message)") }
            return failure.code.rawValue
        }
        let code = root.exitCode(for: error)
        let text = root.fullMessage(for: error)
        if code.isSuccess {
            if !text.isEmpty { try? Output.write(text + "\n") }
            return 0
        }
        if code == .validationFailure {
            Output.complain(text)
            return Code.usage.rawValue
        }
        if let exit = error as? ExitCode { return exit.rawValue }
        Output.complain(text.isEmpty ? "plumbline: \(error)" : text)
        return Code.internal.rawValue
    }
}

/// `ingest -` at the end of an MTA's pipe. An MTA turns any exit code but 0 and 75 into a bounce, and these mails are
/// bounces themselves: so every failure whatsoever is 75, with a reason that the MTA writes into its log.
struct PipeTarget {
    let isOne: Bool

    init(arguments: [String]) { isOne = arguments.first == "ingest" && arguments.contains("-") }

    func answer(to error: any Error) -> Int32 {
        if let code = (error as? ExitCode), code.isSuccess { return 0 }
        let reason = Failure.of(error)?.message ?? Plumbline.message(for: error)
        let line = reason.split(whereSeparator: \.isNewline).first.map(String.init) ?? "the message could not be taken"
        try? Output.write("4.3.0 \(Escape.terminal(line))\n")
        return Failure.Code.tryAgain.rawValue
    }
}
