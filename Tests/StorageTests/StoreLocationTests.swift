import Deliverability
import Testing

@testable import Storage

@Suite struct StoreLocationTests {
    @Test(arguments: [
        ("/var/lib/plumbline/store.db", "/var/lib/plumbline/store.db"), ("sqlite:///tmp/a.db", "/tmp/a.db"), ("a b?#%.db", "a b?#%.db"),
    ])
    func `a path is an SQLite file`(_ text: String, _ path: String) throws {
        #expect(try StoreLocation(text) == .sqlite(path: path))
    }

    @Test(arguments: ["postgres://db.example/plumbline", "PostgreSQL://db.example/plumbline", "", "sqlite://"])
    func `a server's URL and an empty word are refused`(_ text: String) {
        #expect(code { _ = try StoreLocation(text) } == .unsupported)
    }

    @Test func `a path with the signs of a URI is taken as it is`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/50% new?mode=ro#1.db"
        try SQLStore.open(path: path, thresholds: .init()).close()
        #expect(folder.exists(path))
    }

    @Test(arguments: [(0x0801, "ext4"), (0x0038, "nfs4"), (0x0100_0802, "xfs"), (0x0999, nil)] as [(UInt, String?)])
    func `the type of a file system is found by its device`(_ device: UInt, _ type: String?) {
        let mounts = """
            21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
            40 21 0:56 / /mnt/mail rw shared:2 master:1 - nfs4 server.example:/mail rw
            41 21 8:4098 / /srv rw - xfs /dev/sdz2 rw
            """
        #expect(NetworkFileSystem.type(ofDevice: device, in: mounts) == type)
    }
}
