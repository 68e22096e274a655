import Deliverability
import Foundation
import MailSyntax
import Sinks
import Storage
import TestKit
import Testing

/// The suite that every sink passes: one case per sink, made in a folder of its own.
@Suite struct SinkConformanceTests {
    struct Subject: CustomTestStringConvertible, Sendable {
        let format: SuppressionFormat
        var testDescription: String { "file sink, \(format.rawValue)" }

        func make(in folder: TemporaryFolder) -> FileSink { FileSink(FileSinkSetting(path: folder.file("list"), format: format)) }
    }

    static let subjects = SuppressionFormat.allCases.map(Subject.init(format:))

    private func filledStore() -> MemoryStore {
        let store = MemoryStore()
        store.append(.add, "ann@example.com")
        store.append(.add, "bob@example.com", .hardBounce, digest: "d1", rule: "generic/unknown-user")
        store.append(.remove, "ann@example.com")
        return store
    }

    @Test(arguments: subjects) func `the output equals the export of the same store`(_ subject: Subject) throws {
        let folder = try TemporaryFolder()
        let store = filledStore()
        let cursor = try subject.make(in: folder).perform(store)
        #expect(cursor == 3)
        #expect(try folder.read("list") == exported(store, subject.format))
    }

    @Test(arguments: subjects) func `performed again it follows the store`(_ subject: Subject) throws {
        let folder = try TemporaryFolder()
        let store = filledStore()
        let sink = subject.make(in: folder)
        _ = try sink.perform(store)
        store.append(.add, "cleo@example.com")
        #expect(try sink.perform(store) == 4)
        #expect(try folder.read("list") == exported(store, subject.format))
    }

    @Test(arguments: subjects) func `unchanged content is not rewritten`(_ subject: Subject) throws {
        let folder = try TemporaryFolder()
        let store = filledStore()
        let sink = subject.make(in: folder)
        _ = try sink.perform(store)
        let before = try folder.identity("list")
        _ = try sink.perform(store)
        #expect(try folder.identity("list") == before)
        #expect(try folder.names() == ["list"])
    }

    @Test(arguments: subjects) func `an error leaves the old file and no trace`(_ subject: Subject) throws {
        let folder = try TemporaryFolder()
        let store = filledStore()
        let sink = subject.make(in: folder)
        _ = try sink.perform(store)
        let before = try folder.read("list")
        store.append(.add, "cleo@example.com")
        store.failure = Broken()
        #expect(throws: Broken.self) { try sink.perform(store) }
        #expect(try folder.read("list") == before)
        #expect(try folder.names() == ["list"])
    }

    /// What a crash between the write and the rename leaves: a new name beside the old file, of any length.
    @Test(arguments: subjects) func `a crash between write and rename leaves the old file, and the next run recovers`(_ subject: Subject)
        throws
    {
        let folder = try TemporaryFolder()
        let store = filledStore()
        let sink = subject.make(in: folder)
        _ = try sink.perform(store)
        let before = try folder.read("list")
        try Data(repeating: 120, count: 100_000).write(to: folder.path(".list.new"))
        #expect(try folder.read("list") == before)
        store.append(.add, "cleo@example.com")
        _ = try sink.perform(store)
        #expect(try folder.read("list") == exported(store, subject.format))
        #expect(try folder.names() == ["list"])
    }

    @Test(arguments: subjects) func `the owner writes, the group reads, nobody else does anything`(_ subject: Subject) throws {
        let folder = try TemporaryFolder()
        _ = try subject.make(in: folder).perform(filledStore())
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.file("list"))
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o640)
    }

    private struct Broken: Error {}
}

func exported(_ store: any Store, _ format: SuppressionFormat, since cursor: Int64 = 0) throws -> String {
    var bytes: [UInt8] = []
    _ = try format.export(store, since: cursor) { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
}

extension TemporaryFolder {
    func file(_ name: String) -> String { path(name).path }
    func read(_ name: String) throws -> String { try String(contentsOf: path(name), encoding: .utf8) }
    func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() }

    /// Changes whenever the file is replaced or written.
    func identity(_ name: String) throws -> String {
        let attributes = try FileManager.default.attributesOfItem(atPath: file(name))
        return "\(attributes[.systemFileNumber] ?? "") \((attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0)"
    }
}
