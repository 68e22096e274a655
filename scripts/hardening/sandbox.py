"""What a service manager does before it starts a unit, as far as a process can do it to itself. Linux, root."""

import ctypes
import ctypes.util
import os
import re
import resource
import subprocess

ALLOW, EPERM, ENOSYS = 0x7FFF0000, 0x00050001, 0x00050026
MASKED_EQ, EQUAL = 7, 4
PROT_WRITE, PROT_EXEC, SHM_EXEC = 2, 4, 0o100000
NAMESPACES = 0x00020000 | 0x02000000 | 0x04000000 | 0x08000000 | 0x10000000 | 0x20000000 | 0x40000000
NEW_MOUNTS, NEW_PROCESSES, NEW_IPC, NEW_NAMES = 0x00020000, 0x20000000, 0x08000000, 0x04000000
FAMILIES = {"AF_UNIX": 1, "AF_INET": 2, "AF_INET6": 10}
NOBODY = 65534

libc = ctypes.CDLL(None, use_errno=True)


class Comparison(ctypes.Structure):
    _fields_ = [("argument", ctypes.c_uint), ("operator", ctypes.c_int), ("a", ctypes.c_uint64), ("b", ctypes.c_uint64)]


def settings(unit):
    """Every value of the unit's [Service], by name, in order."""
    found = {}
    with open(unit) as file:
        for line in file:
            if match := re.match(r"(\w+)=(.*)", line):
                found.setdefault(match[1], []).append(match[2].strip())
    return found


def system_calls(filters):
    """The system calls that the lines of SystemCallFilter leave, by the groups of systemd itself."""
    groups, group = {}, None
    for line in subprocess.run(["systemd-analyze", "syscall-filter"], capture_output=True, text=True, check=True).stdout.splitlines():
        line = re.sub(r"\x1b\[[0-9;]*m", "", line)
        if line.startswith("@"):
            group = groups.setdefault(line.strip(), [])
        elif group is not None and line.strip() and not line.strip().startswith("#"):
            group.append(line.strip())

    def names(word):
        return {name for part in groups.get(word, []) for name in names(part)} if word.startswith("@") else {word}

    allowed = names("@default")
    for value in filters:
        is_taken_away = value.startswith("~")
        for word in value.lstrip("~").split():
            allowed = allowed - names(word) if is_taken_away else allowed | names(word)
    return allowed


def call(result, what):
    if result != 0:
        raise OSError(ctypes.get_errno(), what)


def mount(source, target, kind, flags, data=None):
    call(libc.mount(source and source.encode(), target.encode(), kind and kind.encode(), flags, data and data.encode()), "mount " + target)


def restrict_mounts(state, hidden):
    """ProtectSystem=strict, PrivateTmp, PrivateDevices, ProtectHome, ProtectProc and ProcSubset; `state` can be written."""
    bind, private, remount, read_only, recursive = 4096, 1 << 18, 32, 1, 16384
    mount(None, "/", None, private | recursive)
    mount(state, state, None, bind)
    with open("/proc/self/mountinfo") as file:
        places = [line.split()[4].encode().decode("unicode_escape") for line in file]
    for place in places:
        if place != state and not re.match(r"/(proc|sys|dev)(/|$)", place):
            try:
                mount(None, place, None, bind | remount | read_only)
            except OSError as error:
                print(f"        {place} stays as it is: {error}")
    for place in ["/tmp", "/var/tmp"] + hidden:
        mount("tmpfs", place, "tmpfs", 0, "mode=1777,size=16m" if "tmp" in place else "mode=000,size=4k")
    devices = ["null", "zero", "full", "random", "urandom", "tty"]
    held = {name: os.open("/dev/" + name, os.O_RDONLY | os.O_NONBLOCK) for name in devices if name != "tty"}
    mount("tmpfs", "/dev", "tmpfs", 0, "mode=755,size=4k")
    for name, descriptor in held.items():
        status = os.fstat(descriptor)
        os.mknod("/dev/" + name, 0o666 | 0o020000, status.st_rdev)
        os.chmod("/dev/" + name, 0o666)
        os.close(descriptor)
    mount(None, "/dev", None, remount | read_only)
    mount("proc", "/proc", "proc", 0, "hidepid=invisible,subset=pid")
    mount(None, "/sys", None, bind | remount | read_only)


def drop_rights():
    """User, CapabilityBoundingSet, NoNewPrivileges, UMask and LimitCORE."""
    for capability in range(64):
        libc.prctl(24, capability, 0, 0, 0)
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
    call(libc.prctl(38, 1, 0, 0, 0), "no new privileges")
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def restrict_calls(unit):
    """SystemCallFilter, MemoryDenyWriteExecute, RestrictNamespaces and RestrictAddressFamilies."""
    seccomp = ctypes.CDLL("libseccomp.so.2", use_errno=True)
    seccomp.seccomp_init.restype = ctypes.c_void_p
    context = ctypes.c_void_p(seccomp.seccomp_init(EPERM))

    def rule(name, *comparisons, action=ALLOW):
        number = seccomp.seccomp_syscall_resolve_name(name.encode())
        array = (Comparison * len(comparisons))(*comparisons)
        if number >= 0:
            call(seccomp.seccomp_rule_add_array(context, action, number, len(comparisons), array), name)

    special = {"mmap", "mprotect", "pkey_mprotect", "shmat", "clone", "clone3", "unshare", "setns", "socket"}
    for name in sorted(system_calls(unit["SystemCallFilter"]) - special):
        rule(name)
    for protection in [0, PROT_WRITE, PROT_EXEC]:
        rule("mmap", Comparison(2, MASKED_EQ, PROT_WRITE | PROT_EXEC, protection))
    rule("mprotect", Comparison(2, MASKED_EQ, PROT_EXEC, 0))
    rule("shmat", Comparison(2, MASKED_EQ, SHM_EXEC, 0))
    for name in ["clone", "unshare"]:
        rule(name, Comparison(0, MASKED_EQ, NAMESPACES, 0))
    rule("clone3", action=ENOSYS)
    for family in unit["RestrictAddressFamilies"][0].split():
        rule("socket", Comparison(0, EQUAL, FAMILIES[family], 0))
    call(seccomp.seccomp_load(context), "seccomp_load")


def run(command, unit, state, hidden, environment, errors):
    """Starts the command in the sandbox and gives the id of the process that waits for it."""
    waiting = os.fork()
    if waiting:
        return waiting
    try:
        os.setsid()
        call(libc.unshare(NEW_MOUNTS | NEW_PROCESSES | NEW_IPC | NEW_NAMES), "unshare")
        inner = os.fork()
        if inner:
            os.close(errors)
            import signal
            for number in [signal.SIGTERM, signal.SIGHUP]:
                signal.signal(number, lambda number, _: os.kill(inner, number))
            while True:
                try:
                    _, status = os.waitpid(inner, 0)
                    os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
                except InterruptedError:
                    continue
        os.dup2(errors, 2)
        restrict_mounts(state, hidden)
        drop_rights()
        os.chdir(state)
        restrict_calls(unit)
        os.execve(command[0], command, environment)
    except BaseException as error:
        os.write(2, f"sandbox: {error!r}\n".encode())
    os._exit(127)
