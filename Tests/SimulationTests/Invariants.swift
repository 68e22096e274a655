import Deliverability
import Intake
import MailSyntax
import Storage
import TestKit

/// A promise that a world saw broken.
struct Violation: Error, Hashable, Sendable, CustomStringConvertible {
    let promise: Verification.Promise
    let sentence: String

    var description: String { "\(promise.rawValue) (\(promise.meaning)): \(sentence)" }
}

/// Looks at the world from outside after each step. It knows what was delivered and nothing of how the program works.
struct Invariants {
    private var version = -1
    private var setAsideChanges = 0
    /// Of each file whether its message is durable.
    private var isDurable: [Bool] = []
    /// Messages that were durable once, and whether they were set aside.
    private var final: [MessageDigest: Bool] = [:]
    /// What a reader of the feed has seen.
    private var feed: [Suppression] = []

    /// A committed message.
    private struct Message {
        let mail: SimulatedMail
        let isSetAside: Bool

        var events: Int { isSetAside ? 0 : mail.record.events.count }
        var contacts: Set<String> { isSetAside ? [] : mail.contacts }
    }

    mutating func check(_ world: World) {
        if world.database.version != version || world.names.files.count != isDurable.count {
            isDurable = world.digests.map { $0.map(world.database.durable.known.contains) ?? true }
        }
        nothingLost(world)
        nothingBlocks(world)
        if world.names.changes(in: .setAside) != setAsideChanges {
            setAsideChanges = world.names.changes(in: .setAside)
            reasonsAreThere(world)
        }
        if world.database.version != version {
            version = world.database.version
            let aside = Set(((try? world.database.committed.setAsides()) ?? []).map(\.digest))
            var messages: [MessageDigest: Message] = [:]
            for (mail, digest) in zip(world.mails, world.digests) {
                guard let mail, let digest, world.database.committed.known.contains(digest) else { continue }
                messages[digest] = Message(mail: mail, isSetAside: aside.contains(digest))
            }
            eventsAreThereOnce(world, messages)
            finalIsFinal(world, messages)
            feedIsTheFold(world, messages)
            booksBalance(world, messages)
        }
    }

    /// I1: whoever was durable in the Maildir is still there, or committed.
    private func nothingLost(_ world: World) {
        for file in world.names.files where !isDurable[file] && world.names.durableOnce[file] {
            if let folder = world.names.spots[file]?.folder, folder == .new || folder == .cur { continue }
            world.fail(.nothingLost, "file \(file) is gone")
        }
    }

    /// W9: no mail without its reason, no reason without a row.
    private func reasonsAreThere(_ world: World) {
        let names = world.names.names(in: .setAside)
        for name in names where name.bytes.last != 110 {
            guard let dot = name.bytes.lastIndex(of: 46) else { continue }
            let reason = MaildirName(name.bytes[..<dot] + Array(".json".utf8))
            if !names.contains(reason) { world.fail(.nothingLost, "\(name.escaped) was set aside without its reason") }
        }
    }

    /// I2 and I3: each event of a committed message once, none of another.
    private func eventsAreThereOnce(_ world: World, _ messages: [MessageDigest: Message]) {
        var counts: [MessageDigest: Int] = [:]
        try? world.database.committed.events(after: 0) { counts[$0.digest, default: 0] += 1 }
        for (digest, message) in messages {
            let count = counts.removeValue(forKey: digest) ?? 0, expected = message.events
            if count > expected { world.fail(.nothingTwice, "\(count) events of \(message.mail.kind) where \(expected) belong") }
            if count < expected { world.fail(.allOrNothing, "\(count) events of \(message.mail.kind) where \(expected) belong") }
        }
        if !counts.isEmpty { world.fail(.allOrNothing, "events without their message") }
    }

    /// I4: what was durable stays, and stays what it was.
    private mutating func finalIsFinal(_ world: World, _ messages: [MessageDigest: Message]) {
        for (digest, wasAside) in final {
            guard let message = messages[digest] else {
                world.fail(.nothingLost, "a message that was durable is gone from the store")
                continue
            }
            if message.isSetAside != wasAside { world.fail(.finalIsFinal, "a message changed its outcome") }
        }
        for (digest, message) in messages {
            final[digest] = message.isSetAside
            guard message.mail.isSetAside != message.isSetAside else { continue }
            // In hand at three deaths is all that anybody knows of a message that killed nobody.
            if message.mail.isSetAside || world.attemptsInDoubt < 3 {
                world.fail(.finalIsFinal, "\(message.mail.kind) has the wrong outcome")
            }
        }
    }

    /// I5: no gaps, nothing that a reader saw changes, and what stands is what the messages say.
    private mutating func feedIsTheFold(_ world: World, _ messages: [MessageDigest: Message]) {
        let now = (try? world.database.committed.suppressions(after: 0, limit: .max)) ?? []
        if !now.starts(with: feed) { world.fail(.feedIsTheFold, "entries changed that were read") }
        for (index, entry) in now.enumerated() where entry.cursor != Int64(index + 1) {
            world.fail(.feedIsTheFold, "a gap before \(entry.cursor)")
        }
        feed = now
        var standing: Set<String> = [], reasons: Set<[String]> = []
        for entry in now {
            guard let address = entry.address else { continue }
            if entry.operation == .remove { standing.remove(address) } else { standing.insert(address) }
            if !reasons.insert([address, entry.digest ?? "", entry.operation.rawValue]).inserted {
                world.fail(.nothingTwice, "\(address) has two entries for one message")
            }
        }
        let expected = messages.values.reduce(into: Set<String>()) { $0.formUnion($1.contacts) }
        if standing != expected { world.fail(.feedIsTheFold, "\(standing.sorted()) stand where \(expected.sorted()) belong") }
    }

    /// I6: who kills its reader is read three times by each node, and as often more as no journal could keep it.
    private func nothingBlocks(_ world: World) {
        guard world.poisonings > 3 else { return }
        let files = world.mails.count { $0?.kind == .poison }
        if world.poisonings > 3 * files * world.nodes.count + world.attemptsUncounted {
            world.fail(.nothingBlocks, "\(world.poisonings) deaths by \(files) messages")
        }
    }

    /// I7: the totals are what the rows add up to.
    private func booksBalance(_ world: World, _ messages: [MessageDigest: Message]) {
        guard let counts = try? world.database.committed.counts() else { return }
        let aside = messages.values.count { $0.isSetAside },
            unrelated = messages.values.count { !$0.isSetAside && $0.mail.kind == .unrelated }
        let events = messages.values.reduce(0) { $0 + Int64($1.events) }
        if counts.messages != messages.count || counts.setAside != aside || counts.unrelated != unrelated
            || counts.events.values.reduce(0, +) != events
        {
            world.fail(.booksBalance, "\(counts) where \(messages.count) messages, \(aside) set aside, \(unrelated) unrelated belong")
        }
    }

    /// What still waits; nil when all mail is where it belongs.
    static func unfinished(_ world: World) -> String? {
        let store = world.database.committed
        for file in world.names.files {
            guard let digest = world.digests[file], let spot = world.names.spots[file] else { continue }
            if !store.known.contains(digest) { return "file \(file) is not committed" }
            switch world.traits.finish {
            case .keep: continue
            case .move: if spot.folder == .new { return "file \(file) is still in new" }
            case .delete, .folder: if spot.folder == .new || spot.folder == .cur { return "file \(file) is still in the Maildir" }
            }
        }
        guard world.traits.finish != .keep else { return nil }
        let aside = Set(world.names.names(in: .setAside))
        // A power cut may take mail whose name was never durable, after its message was committed.
        let there = Set(zip(world.digests, world.names.spots).compactMap { $1 == nil ? nil : $0 })
        for record in (try? store.setAsides()) ?? [] where there.contains(record.digest) {
            let stem = record.digest.description.prefix(16)
            guard aside.contains(MaildirName("\(stem).eml")) || aside.contains(MaildirName("\(stem).special")) else {
                return "mail that was set aside lies elsewhere"
            }
        }
        return nil
    }
}
