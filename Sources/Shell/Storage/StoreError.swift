/// A fault of the place where decisions are kept. Never the fault of a message: mail is not set aside for it.
package struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of fault, for those who decide what to do next.
    package enum Code: String, CaseIterable, Hashable, Sendable {
        /// Another process writes to it.
        case locked
        /// Another connection was in the way for longer than the busy timeout.
        case busy
        case full
        /// Reading or writing failed: what became of the transaction must be looked up.
        case io = "io-error"
        case corrupt
        case notADatabase = "not-a-database"
        /// Made by a later release.
        case newerSchema = "newer-schema"
        case readOnly = "read-only"
        case cannotOpen = "cannot-open"
        case missing
        /// The key of the contact hashes is absent, open to others or damaged.
        case key
        case unsupported
        /// The statement or a value was refused: the fault lies in what was to be stored.
        case refused
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { "\(message) (\(code.rawValue))" }

    /// Whether no try can mend it: the store is damaged, or no longer what was opened.
    package var isOfTheWholeStore: Bool { [.corrupt, .notADatabase, .missing, .newerSchema].contains(code) }

    /// Whether what is open must not be used again.
    package var endsTheHandle: Bool { code == .io || isOfTheWholeStore }

    /// Whether the fault concerns one statement only, so that the rest of the batch may go on.
    var isAboutOneMessage: Bool { code == .refused }
}
