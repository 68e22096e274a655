import Deliverability
import Glibc
import MailSyntax
import Storage
import Testing

@testable import Intake

/// What a file system, other programs and a clock can put in the way of a file.
@Suite struct MaildirTrapTests {
    private func mkfile(_ bench: IntakeBench, _ name: String, _ bytes: [UInt8], age: Int) throws {
        try bench.folder.write(bytes, to: "Maildir/new/\(name)")
        let times = [timespec](repeating: timespec(tv_sec: time(nil) - age, tv_nsec: 0), count: 2)
        #expect(utimensat(AT_FDCWD, "\(bench.maildir)/new/\(name)", times, 0) == 0)
    }

    @Test func `a name that is too long with its flags becomes one of our own, and keeps the flags it had`() throws {
        let bench = try IntakeBench()
        let long = String(repeating: "n", count: 255), marked = String(repeating: "m", count: 251) + ":2,F"
        try bench.folder.write("long", to: "Maildir/new/\(long)")
        try bench.folder.write("marked", to: "Maildir/cur/\(marked)")
        let intake = try bench.start()
        #expect(bench.waitForCommits(2))
        intake.stop(seconds: 10)
        let own = ["long", "marked"].map { "plumbline." + SHA256Digest.of(Array($0.utf8)).description.prefix(32) }
        #expect(bench.names("new") == [])
        #expect(Set(bench.names("cur")) == [own[0] + ".2:2,S", own[1] + ".2:2,FS"])
    }

    @Test func `sockets are not read either, and a link to a folder is no folder`() throws {
        let bench = try IntakeBench()
        let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = Array("\(bench.maildir)/new/1.socket".utf8)
        guard path.count < 108 else { return }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
        #expect(bound == 0)
        symlink("/etc", "\(bench.maildir)/new/2.link")
        let intake = try bench.start()
        #expect(bench.waitForCommits(2))
        intake.stop(seconds: 10)
        #expect(bench.prepared.with { $0 } == [])
        #expect(bench.folder.names("setaside").filter { $0.hasSuffix(".special") }.count == 2)
    }

    @Test func `a second name of a file, as a mail server's link leaves it for a moment, is mail`() throws {
        let bench = try IntakeBench()
        try bench.folder.write("linked", to: "Maildir/tmp/1.M1.host")
        link("\(bench.maildir)/tmp/1.M1.host", "\(bench.maildir)/new/1.M1.host")
        let intake = try bench.start()
        #expect(bench.waitForCommits(1))
        intake.stop(seconds: 10)
        #expect(bench.prepared.with { $0 } == ["linked"])
        #expect(bench.names("tmp") == ["1.M1.host"])
    }

    @Test func `names that begin with a dot, and all in tmp, are left alone`() throws {
        let bench = try IntakeBench()
        try bench.folder.write("half", to: "Maildir/tmp/1.M1.host")
        try bench.folder.write("other", to: "Maildir/new/.nfs0001")
        let intake = try bench.start()
        try bench.deliver("mail", as: "2.M2.host")
        #expect(bench.waitForCommits(1))
        intake.stop(seconds: 10)
        #expect(bench.prepared.with { $0 } == ["mail"])
        #expect(bench.names("tmp") == ["1.M1.host"])
        #expect(bench.names("new") == [".nfs0001"])
    }

    @Test func `an empty file waits for its writer a minute, and not for a clock that went back`() throws {
        let bench = try IntakeBench()
        try mkfile(bench, "1.fresh", [], age: 0)
        try mkfile(bench, "2.old", [], age: 3600)
        try mkfile(bench, "3.future", [], age: -86400)
        let intake = try bench.start()
        #expect(bench.waitForCommits(2))
        intake.stop(seconds: 10)
        #expect(bench.names("new") == ["1.fresh"])
    }

    /// setfsuid(2), which Swift's module of the C library leaves out.
    private static let setFileUser = dlsym(nil, "setfsuid").map { unsafeBitCast($0, to: (@convention(c) (uid_t) -> CInt).self) }

    @Test func `a file that may not be read stays, is told, and is tried again`() throws {
        let bench = try IntakeBench()
        try bench.deliver("secret", as: "1.M1.host")
        chmod("\(bench.maildir)/new/1.M1.host", 0)
        let maildir = try Maildir(path: bench.maildir)
        // Of this thread only: root may read all.
        let isRoot = getuid() == 0
        chmod(bench.folder.path, 0o755)
        chmod(bench.maildir, 0o755)
        chmod(bench.maildir + "/new", 0o755)
        if isRoot { _ = Self.setFileUser?(65534) }
        let result = Result { try maildir.read(MaildirName("1.M1.host"), in: .new, limit: Limits().messageBytes) }
        if isRoot { _ = Self.setFileUser?(0) }
        guard case .failure(let error) = result else {
            Issue.record("it was read, or taken for something else")
            return
        }
        #expect((error as? LocalFault)?.code == EACCES, "a local fault: the file is left and tried again, as all of them are")
    }

    // MARK: Moving

    /// Another file system than that of temporary folders, where there is one.
    private static let elsewhere: String? = {
        guard let here = try? MountPlace(path: "/tmp"), let there = try? MountPlace(path: "/dev/shm"), here != there,
            access("/dev/shm", W_OK) == 0
        else { return nil }
        return "/dev/shm"
    }()

    @Test func `a mount is told by its number, so that two of one file system are two`() throws {
        #expect(MountPlace.mount(inText: "pos:\t0\nflags:\t02100000\nmnt_id:\t1134\nino:\t7\n") == 1134)
        #expect(MountPlace.mount(inText: "pos:\t0\n") == nil)
        let folder = try TemporaryFolder()
        mkdir(folder.path + "/a", 0o700)
        #expect(try MountPlace(path: folder.path) == MountPlace(path: folder.path + "/a"))
        #expect(try MountPlace(path: "/proc") != MountPlace(path: folder.path))
    }

    @Test(.enabled(if: elsewhere != nil)) func `a folder for finished mail on another mount is refused at the start`() throws {
        let bench = try IntakeBench(), target = try #require(Self.elsewhere)
        do {
            _ = try bench.start { $0.finish = .folder(target) }
            Issue.record("it was started")
        } catch let fault as LocalFault {
            #expect(fault.code == EXDEV)
            #expect(fault.description.contains(target) && fault.description.contains(bench.maildir))
        }
    }

    @Test(.enabled(if: elsewhere != nil)) func `what is set aside stays on the mount of its Maildir, wherever the store is`() throws {
        var template = Array("\(try #require(Self.elsewhere))/plumbline-XXXXXX".utf8CString)
        #expect(mkdtemp(&template) != nil)
        let far = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { rmdir(far) }
        let bench = try IntakeBench()
        try bench.deliver("bad", as: "1.M1.host")
        let intake = try bench.start { $0.storePath = far + "/s.db" }
        defer { unlink(far + "/s.db.attempts") }
        #expect(bench.waitForCommits(1))
        intake.stop(seconds: 10)
        #expect(bench.folder.names("Maildir/.plumbline-setaside").count == 2)
        #expect(bench.names("new") == [])
    }
}
