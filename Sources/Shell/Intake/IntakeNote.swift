import Deliverability
import MailSyntax
import Storage

/// What the intake tells its surroundings. Never an address, never a line of a message (law 8).
package enum IntakeNote: Sendable {
    /// Something of this machine failed; the work is tried again.
    case fault(LocalFault)
    case storeFault(String, retrySeconds: Double)
    /// One message was not stored; its file is tried again.
    case messageFault(String)
    /// After a fault: no file waits to be tried again, and all Maildirs can be read.
    case filesRecovered
    /// After a fault: the store answers and nothing waits for it.
    case storeRecovered
    /// The store cannot be used any more: the daemon must stop.
    case storeLost(StoreError)
    /// So many files were seen, and gone before anything of them was committed: somebody else took them.
    case vanished(Int)
    /// Whoever read a message died of it; so often already.
    case readerDied(MessageDigest, ReaderDeath, deaths: Int)
    case setAside(MessageDigest, ReadError)
    case committed(CommittedBatch)
    /// A sign of life: every watch went its round, nothing stands still in the lanes, and the committing thread came to it.
    case pulse
    /// The feed of suppressions reaches this cursor now.
    case feed(Int64)
}

/// Figures of one transaction.
package struct CommittedBatch: Hashable, Sendable {
    package var new = 0
    package var duplicate = 0
    package var unrelated = 0
    package var setAside = 0
    /// Reports of which some part could not be read.
    package var partly = 0
    package var suppressed = 0
    package var events = 0
    /// For each new message with a complaint: seconds from its arrival in the Maildir to its commit.
    package var complaintSeconds: [Double] = []
    package var figures = IngestFigures()

    package var messages: Int { new + duplicate }

    /// What became of the files, under words that stay: they add up to `messages`.
    package var outcomes: [(word: String, files: Int)] {
        let applied = new - partly - unrelated - setAside
        return [("applied", applied), ("partly", partly), ("duplicate", duplicate), ("ignored", unrelated), ("set-aside", setAside)]
    }
}
