import Deliverability
import Glibc
import Intake
import MailSyntax
import Storage
import Testing

@Suite struct SetAsideRetryTests {
    private let folder: TemporaryFolder
    private let store: SQLStore
    private let now = Timestamp(1_795_500_000)
    private var storePath: String { folder.path + "/s.db" }
    private var aside: String { folder.path + "/setaside" }

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLStore.open(path: folder.path + "/s.db", thresholds: Thresholds())
        mkdir(folder.path + "/setaside", 0o700)
    }

    /// Lies in the set-aside folder with its sidecar, and has its row.
    private func setAside(_ text: String, _ digest: MessageDigest? = nil, _ reason: ReadError.Reason = .zipRatio) throws {
        let digest = digest ?? SHA256Digest.of(Array(text.utf8)), stem = digest.description.prefix(16)
        try folder.write(text, to: "setaside/\(stem).eml")
        try folder.write("{}", to: "setaside/\(stem).json")
        _ = try store.commit([.refused(ReadError(reason, "why"), digest: digest).lying(at: "\(aside)/\(stem).eml")], at: now)
    }

    private func retry(forgets: Bool = false) throws -> SetAsideRetry.Tally {
        let prepare: Prepare = { bytes, digest in
            let text = String(decoding: bytes, as: UTF8.self)
            if text.hasPrefix("bad") { return .refused(ReadError(.zipRatio, "why"), digest: digest) }
            return MessageRecord(
                digest: digest, outcome: text.hasPrefix("letter") ? .unrelated : .report, kind: nil, reason: nil, events: [],
                aggregates: [],
                reportKinds: [], warnings: [], path: nil)
        }
        return try SetAsideRetry(limits: Limits(), storePath: storePath, prepare: prepare, forgets: forgets)
            .run(store.setAsides(), into: store, at: now)
    }

    @Test(arguments: ["report", "letter"]) func `what can be read now takes the place of the refusal, and its file goes`(_ text: String)
        throws
    {
        try setAside(text)
        #expect(try retry().read == 1)
        #expect(try store.setAsides().isEmpty)
        #expect(try store.counts().unrelated == (text == "letter" ? 1 : 0))
        #expect(folder.names("setaside") == [])
        #expect(try retry().tried == 0)
    }

    @Test func `what is refused again stays as it is`() throws {
        try setAside("bad")
        let tally = try retry()
        #expect(tally.refused == 1 && tally.tried == 1)
        #expect(try store.setAsides().count == 1)
        #expect(folder.names("setaside").count == 2)
    }

    @Test func `mail that was too large to be read comes back under the digest of its bytes`() throws {
        try setAside("report", .ofUnread("Maildir 1.host", reason: .messageTooLarge), .messageTooLarge)
        #expect(try retry().read == 1)
        #expect(try store.setAsides().isEmpty)
        #expect(try store.isKnown(SHA256Digest.of(Array("report".utf8))))
        #expect(try store.counts().messages == 1)
        #expect(folder.names("setaside") == [])
    }

    @Test func `mail that was too large and is refused for another reason now has its new reason`() throws {
        try setAside("bad", .ofUnread("Maildir 1.host", reason: .messageTooLarge), .messageTooLarge)
        #expect(try retry().refused == 1)
        #expect(try store.setAsides().map(\.reason) == ["zip.ratio"])
        #expect(folder.names("setaside").count == 2)
    }

    @Test func `mail of an mbox that was too large is found by its place`() throws {
        let mbox = folder.path + "/all.mbox"
        try folder.write(
            "From a@example.com Tue Nov 17 08:00:00 2026\nletter one\n\nFrom a@example.com Tue Nov 17 08:00:00 2026\nreport two\n",
            to: "all.mbox")
        let digest = MessageDigest.ofUnread("\(mbox) 1", reason: .messageTooLarge)
        _ = try store.commit([.refused(ReadError(.messageTooLarge, "why"), digest: digest).lying(at: mbox)], at: now)
        #expect(try retry().read == 1)
        #expect(try store.counts().unrelated == 0)
        #expect(folder.read("all.mbox") != nil, "a source is never removed")
    }

    @Test func `mail that is gone keeps none of the others, and is forgotten on request`() throws {
        try setAside("gone")
        try setAside("report")
        unlink("\(aside)/\(SHA256Digest.of(Array("gone".utf8)).description.prefix(16)).eml")
        let tally = try retry()
        #expect(tally.gone == 1 && tally.read == 1)
        #expect(try store.setAsides().count == 1)
        #expect(try retry(forgets: true).gone == 1)
        #expect(try store.setAsides().isEmpty)
    }
}
