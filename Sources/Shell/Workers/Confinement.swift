import CLinux
import Glibc

/// What a process gives up before it reads strangers' mail: whoever takes it over has an empty room.
enum Confinement {
    /// A stop is the daemon's to handle: it lets what is being read end, and hangs up.
    static func outliveSignals() {
        for number in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { signal(number, SIG_IGN) }
    }

    /// True where the kernel filters system calls from now on. The other bounds hold in any case: what cannot be had ends the
    /// process before it reads anything.
    static func enter(memoryBytes: Int) -> Bool {
        closefrom(3)
        beFirstToGo()
        plumbline_die_with_parent()
        guard plumbline_no_new_privileges() == 0, plumbline_not_dumpable() == 0, plumbline_tell_memory_from_crash() == 0,
            plumbline_limit_resources(UInt(addressSpace + memoryBytes)) == 0
        else { _exit(1) }
        return plumbline_filter_system_calls() == 0
    }

    /// When memory is short the system takes a reader before the daemon (proc(5), `oom_score_adj`).
    private static func beFirstToGo() {
        let file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        _ = write(file, "1000", 4)
        close(file)
    }

    /// Bytes of address space in use (proc(5), `statm`, first number).
    private static var addressSpace: Int {
        let unknown = 1 << 30
        let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return unknown }
        defer { close(file) }
        var digits = [UInt8](repeating: 0, count: 32)
        guard read(file, &digits, digits.count) > 0 else { return unknown }
        let pages = digits.prefix { (48...57).contains($0) }.reduce(0) { $0 * 10 + Int($1 - 48) }
        return pages * sysconf(Int32(_SC_PAGESIZE))
    }
}
