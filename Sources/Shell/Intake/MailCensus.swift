import Deliverability
import Glibc
import MailSyntax
import Storage

/// The files of one folder against the rows of a store: which are committed and which still wait.
package struct MailCensus: Hashable, Sendable {
    package let path: String
    package private(set) var known = 0
    /// Not committed yet.
    package private(set) var waiting = 0
    /// Links, pipes and others that are never read, files that are too large, files that cannot be read.
    package private(set) var unread = 0
    package private(set) var oldestWaitingSeconds: Int64 = 0

    /// Counts what lies in `new/` and `cur/`. Every file is read.
    package static func ofMaildir(_ path: String, store: any Store, limits: Limits, at now: Timestamp) throws -> MailCensus {
        let maildir = try Maildir(path: path)
        var census = MailCensus(path: path)
        for place in Maildir.Place.allCases {
            for name in try maildir.names(in: place) {
                try census.count(name, in: maildir.folder(place), store, limits, now)
            }
        }
        return census
    }

    /// Counts the messages in a folder of files that were taken out of a Maildir; each must be known. nil: there is none.
    package static func ofFinished(_ path: String, store: any Store, limits: Limits, at now: Timestamp) throws -> MailCensus? {
        let folder: any MailFolder
        do { folder = try LocalDisk().open(path) } catch let fault as LocalFault where fault.code == ENOENT { return nil }
        var census = MailCensus(path: path)
        for name in try folder.names().sorted() where name.bytes.first != 46 && !name.isSidecar {
            try census.count(name, in: folder, store, limits, now)
        }
        return census
    }

    private init(path: String) { self.path = path }

    private mutating func count(_ name: MaildirName, in folder: any MailFolder, _ store: any Store, _ limits: Limits, _ now: Timestamp)
        throws
    {
        guard let look = try? folder.look(at: name) else { return }
        guard let content = try? folder.read(name, limit: limits.messageBytes.value) else {
            unread += 1
            return
        }
        switch content {
        case .gone: return
        case .notRegular, .tooLarge: unread += 1
        case .stillWritten: waiting += 1
        case .bytes(let bytes):
            guard try !store.isKnown(SHA256Digest.of(bytes)) else {
                known += 1
                return
            }
            waiting += 1
            oldestWaitingSeconds = max(oldestWaitingSeconds, now.seconds(since: Timestamp(Int64(look.modified))))
        }
    }
}

extension Maildir {
    /// How many files wait in `new/`, and for how long the oldest; none is read.
    package func waiting(at now: Timestamp) throws -> (files: Int, oldestSeconds: Int64) {
        var files = 0, oldest: Int64 = 0
        try forEachName(in: .new) { name in
            guard let look = try? folder(.new).look(at: name) else { return }
            files += 1
            oldest = max(oldest, now.seconds(since: Timestamp(Int64(look.modified))))
        }
        return (files, oldest)
    }
}

extension MaildirName {
    /// Beside a message that was set aside: why.
    fileprivate var isSidecar: Bool { bytes.suffix(5) == Array(".json".utf8)[...] || bytes.suffix(8) == Array(".special".utf8)[...] }
}
