import Deliverability
import Glibc
import MailSyntax

/// An open Maildir (maildir(5)): the queue of the daemon. `tmp/` is never looked at.
package final class Maildir: Sendable {
    package enum Place: String, CaseIterable, Sendable { case new, cur }

    package let path: String
    private let new: any MailFolder
    private let cur: any MailFolder
    let disk: any Disk
    /// Of `new/`: renames stay inside one mount.
    let place: MountPlace

    /// Errors: `LocalFault` where the folders cannot be opened.
    package init(path: String, on disk: any Disk = LocalDisk()) throws {
        self.path = path
        self.disk = disk
        new = try disk.open(path + "/new")
        cur = try disk.open(path + "/cur")
        place = try new.place()
        guard try cur.place() == place else {
            throw LocalFault("\(path)/new and \(path)/cur lie on different mounts, and mail is moved between them", code: EXDEV)
        }
        // A writer that opens a file while we hold its lease would send us SIGIO, which ends a process by default.
        signal(SIGIO, SIG_IGN)
    }

    /// Opens the folders again where other ones lie under the path now.
    ///
    /// - Returns: whether they were replaced. Errors: `LocalFault` where there is nothing under the path.
    package func reopenIfReplaced() throws -> Bool {
        var replaced = false
        for place in Place.allCases where try folder(place).reopenIfReplaced() { replaced = true }
        return replaced
    }

    package func folder(_ place: Place) -> any MailFolder {
        switch place {
        case .new: new
        case .cur: cur
        }
    }

    /// Names in one folder, in no order; those that start with a dot are not messages. A file that moves meanwhile may be
    /// missing or given twice: the next scan sees it.
    package func forEachName(in place: Place, _ body: (MaildirName) throws -> Void) throws {
        try folder(place).forEachName { if $0.bytes.first != 46 { try body($0) } }
    }

    /// The same, sorted.
    package func names(in place: Place) throws -> [MaildirName] {
        var names: [MaildirName] = []
        try forEachName(in: place) { names.append($0) }
        return names.sorted()
    }

    package func read(_ name: MaildirName, in place: Place, limit: Bound) throws -> FileContent {
        try folder(place).read(name, limit: limit.value)
    }

    /// Makes renames and removals of a batch durable. A nicety: without it a finished file may come back after a power
    /// loss and is found to be known.
    package func syncFolders() {
        new.sync()
        cur.sync()
    }
}
