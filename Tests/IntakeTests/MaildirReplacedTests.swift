import Foundation
import Intake
import MailSyntax
import Storage
import TestKit
import Testing

@Suite struct MaildirReplacedTests {
    private static func makeMaildir(_ path: String) throws {
        for name in ["new", "cur", "tmp"] {
            try FileManager.default.createDirectory(atPath: "\(path)/\(name)", withIntermediateDirectories: true)
        }
    }

    /// A restore or a remount puts other folders under the same path: mail in them is mail.
    @Test func `folders that replace a Maildir are read from then on`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/Maildir"
        try Self.makeMaildir(path)
        let maildir = try Maildir(path: path)
        #expect(try !maildir.reopenIfReplaced())

        try FileManager.default.moveItem(atPath: path, toPath: path + ".old")
        #expect(throws: LocalFault.self) { try maildir.reopenIfReplaced() }
        try Self.makeMaildir(path)
        try Data("x".utf8).write(to: URL(fileURLWithPath: path + "/new/1.a"))
        #expect(try maildir.names(in: .new).isEmpty)
        #expect(try maildir.reopenIfReplaced())
        #expect(try maildir.names(in: .new) == [MaildirName("1.a")])
        #expect(try !maildir.reopenIfReplaced())
    }

    @Test func `a file whose target folder is gone is not taken for moved`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/Maildir"
        try Self.makeMaildir(path)
        try Data("x".utf8).write(to: URL(fileURLWithPath: path + "/new/1.a"))
        let maildir = try Maildir(path: path)
        try FileManager.default.removeItem(atPath: path + "/cur")
        let digest = SHA256Digest.of(Array("x".utf8))
        #expect(throws: LocalFault.self) { try maildir.finish(MaildirName("1.a"), in: .new, by: .move, digest: digest) }
        try FileManager.default.removeItem(atPath: path + "/new/1.a")
        #expect(throws: Never.self) { try maildir.finish(MaildirName("1.a"), in: .new, by: .move, digest: digest) }
    }
}
