import Foundation
import TestKit
import Testing

/// `consumer` and `webhook`: who follows the feed.
@Suite struct FollowerCommandTests {
    @Test func `a consumer's token is printed once, and its place is listed`() throws {
        let folder = try TemporaryFolder()
        let store = ["--store", folder.path("s.db").path]
        let added = try Plumbline.run(["consumer", "add", "crm", "--scope", "feed", "--scope", "check"] + store)
        #expect(added.code == 0)
        #expect(added.lines.count == 1 && added.out.hasPrefix("plb_"))
        #expect(!added.err.contains(added.lines[0]))
        let list = try Plumbline.run(["consumer", "list", "--format", "json"] + store).json()
        #expect(list[0]?["name"]?.text == "crm")
        #expect(list[0]?["lag"]?.number == 0)
        let text = try Plumbline.run(["consumer", "list"] + store).out
        #expect(text.contains("crm") && text.contains("check,feed") && text.contains("never seen"))
        #expect(!text.contains(added.lines[0]))
        #expect(try Plumbline.run(["consumer", "remove", "crm"] + store).code == 0)
        #expect(try Plumbline.run(["consumer", "list"] + store).out == "No consumer is registered.\n")
    }

    @Test func `what cannot be registered is refused with its reason`() throws {
        let folder = try TemporaryFolder()
        let store = ["--store", folder.path("s.db").path]
        for arguments in [["crm"], ["crm", "--scope", "all"], ["c r m", "--scope", "feed"], ["", "--scope", "feed"]] {
            #expect(try Plumbline.run(["consumer", "add"] + arguments + store).code == 64, "\(arguments)")
        }
        #expect(try Plumbline.run(["consumer", "add", "crm", "--scope", "feed"] + store).code == 0)
        let twice = try Plumbline.run(["consumer", "add", "crm", "--scope", "feed"] + store)
        #expect(twice.code == 78)
        #expect(twice.out.isEmpty)
        #expect(try Plumbline.run(["consumer", "remove", "nobody"] + store).code == 66)
    }

    @Test func `a consumer that never came hangs behind by the whole feed`() throws {
        let folder = try TemporaryFolder()
        let copy = folder.path("copy.db").path
        for suffix in ["", ".key"] { try FileManager.default.copyItem(atPath: SampleStore.path() + suffix, toPath: copy + suffix) }
        let feed = try Plumbline.run(["suppression", "export", "--store", copy]).lines.count
        #expect(try Plumbline.run(["consumer", "add", "crm", "--scope", "feed", "--store", copy]).code == 0)
        let list = try Plumbline.run(["consumer", "list", "--format", "json", "--store", copy]).json()
        #expect(list[0]?["lag"]?.number == Double(feed))
        #expect(feed > 0)
    }

    @Test func `without endpoints there is nothing to list and nothing to try again`() throws {
        #expect(try Plumbline.run(["webhook", "list", "--store", SampleStore.path()]).out == "No webhook was delivered to yet.\n")
        #expect(try Plumbline.run(["webhook", "list", "--format", "json", "--store", SampleStore.path()]).out == "[]\n")
        #expect(try Plumbline.run(["webhook", "retry", "crm", "--store", SampleStore.path()]).code == 66)
    }
}
