import Deliverability
import Foundation
import MailSyntax
import Sinks
import TestKit
import Testing

@Suite struct FileSinkTests {
    @Test func `a link in the file's place is neither followed nor replaced`() throws {
        let folder = try TemporaryFolder()
        try "precious".write(to: folder.path("target"), atomically: false, encoding: .utf8)
        try FileManager.default.createSymbolicLink(at: folder.path("list"), withDestinationURL: folder.path("target"))
        let sink = FileSink(FileSinkSetting(path: folder.file("list"), format: .plain))
        #expect(throws: SinkError.notRegular(folder.file("list"))) { try sink.perform(MemoryStore()) }
        #expect(try folder.read("target") == "precious")
        #expect(try folder.names() == ["list", "target"])
    }

    @Test func `a folder that is not there is an error that names the step`() throws {
        let folder = try TemporaryFolder()
        let sink = FileSink(FileSinkSetting(path: folder.file("no/list"), format: .plain))
        let error = #expect(throws: SinkError.self) { try sink.perform(MemoryStore()) }
        #expect(error?.description.hasPrefix("cannot create ") == true)
        #expect(error?.description.hasSuffix("No such file or directory") == true)
    }

    @Test func `an empty list is an empty file, not a missing one`() throws {
        let folder = try TemporaryFolder()
        _ = try FileSink(FileSinkSetting(path: folder.file("list"), format: .postfix)).perform(MemoryStore())
        #expect(try folder.read("list") == "")
    }

    @Test func `two sinks on one path are refused`() {
        let one = FileSinkSetting(path: "/srv/list", format: .plain), two = FileSinkSetting(path: "/srv/list", format: .csv)
        #expect(throws: SinkError.samePath("/srv/list")) { try SinkList(files: [one, two]) }
    }

    @Test func `a sink that fails keeps no other from its work`() throws {
        let folder = try TemporaryFolder()
        let store = MemoryStore()
        store.append(.add, "ann@example.com")
        let list = try SinkList(files: [
            FileSinkSetting(path: folder.file("no/list"), format: .plain), FileSinkSetting(path: folder.file("list"), format: .plain),
        ])
        let outcomes = list.perform(store)
        #expect(throws: SinkError.self) { try outcomes[0].result.get() }
        #expect(try outcomes[1].result.get() == 1)
        #expect(try folder.read("list") == "ann@example.com\n")
    }
}
