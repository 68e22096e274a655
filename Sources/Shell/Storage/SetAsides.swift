import Deliverability
import MailSyntax

extension SQLStore {
    private static let list = Statement(
        "SELECT digest, received_at, reason, detail, path FROM message WHERE outcome = 'set-aside' ORDER BY received_at, id")
    private static let remove = Statement("DELETE FROM message WHERE digest = $1 AND outcome = 'set-aside'")

    package func setAsides() throws -> [SetAsideRecord] {
        try session.all(Self.list) { row in
            SetAsideRecord(
                digest: MessageDigest(row.blob(0)), receivedAt: Timestamp(row.int(1)), reason: row.text(2), detail: row.text(3),
                path: row.optionalText(4))
        }
    }

    /// Forgets a message that was set aside: it is new again when it comes back.
    package func removeSetAside(_ digest: MessageDigest) throws {
        try write { memory in
            try session.run(Self.remove, [.blob(digest.bytes)])
            guard session.changes > 0 else { return }
            memory.count(.setAside, -1)
            memory.count(.messages, -1)
        }
    }
}
