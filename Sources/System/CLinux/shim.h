#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

/* What a process does to itself before it reads strangers' mail. Calls with a variable number of arguments and enumerated
   constants do not reach Swift; each function is 0 or -1 with errno, like the calls inside. */

/* The exit code of a process in which an allocation failed. */
#define PLUMBLINE_EXIT_MEMORY 71

static inline int plumbline_die_with_parent(void) { return prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0); }
static inline int plumbline_no_new_privileges(void) { return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); }
/* No core dump with mail in it, by whatever pipe the system has for them, and nobody attaches. */
static inline int plumbline_not_dumpable(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

/* malloc leaves its reason in errno, and what cannot go on without memory aborts or traps right behind it. Returning from
   here lets the signal do what it would have done. */
static void plumbline_tell_memory(int number) {
    (void)number;
    if (errno == ENOMEM) _exit(PLUMBLINE_EXIT_MEMORY);
}

static inline int plumbline_tell_memory_from_crash(void) {
    static const int fatal[] = {SIGABRT, SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE};
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = plumbline_tell_memory;
    action.sa_flags = SA_RESETHAND;
    for (size_t i = 0; i < sizeof fatal / sizeof fatal[0]; i++)
        if (sigaction(fatal[i], &action, NULL) != 0) return -1;
    return 0;
}

/* The process ends by SIGPROF once it has used so much processor time from now on. */
static inline int plumbline_limit_processor_time(long seconds) {
    const struct itimerval timer = {.it_interval = {0, 0}, .it_value = {seconds, 0}};
    return setitimer(ITIMER_PROF, &timer, NULL);
}

static inline int plumbline_limit(int resource, unsigned long most) {
    const struct rlimit limit = {most, most};
    return setrlimit(resource, &limit);
}

/* No file grows, no core is written, no process is made, no descriptor is opened beyond the three that every process has. */
static inline int plumbline_limit_resources(unsigned long address_space) {
    if (plumbline_limit(RLIMIT_FSIZE, 0) || plumbline_limit(RLIMIT_CORE, 0) || plumbline_limit(RLIMIT_NPROC, 0)) return -1;
    if (plumbline_limit(RLIMIT_NOFILE, 3)) return -1;
    return plumbline_limit(RLIMIT_AS, address_space);
}

#if defined(__x86_64__)
#define PLUMBLINE_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define PLUMBLINE_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

/* From now on the kernel does memory, reading and writing of open descriptors, waiting, clocks and the end of the process
   itself; everything else is EPERM. ENOSYS where there is no such filter. */
static inline int plumbline_filter_system_calls(void) {
#ifdef PLUMBLINE_ARCHITECTURE
    static const int allowed[] = {
        __NR_read, __NR_write, __NR_close, __NR_mmap, __NR_munmap, __NR_mremap, __NR_mprotect, __NR_madvise, __NR_brk,
        __NR_futex, __NR_ppoll, __NR_sched_yield, __NR_restart_syscall, __NR_clock_gettime, __NR_getrandom, __NR_setitimer,
        __NR_rt_sigaction, __NR_rt_sigprocmask, __NR_rt_sigreturn, __NR_getpid, __NR_gettid, __NR_exit, __NR_exit_group,
#ifdef __NR_poll
        __NR_poll,
#endif
    };
    enum { count = sizeof allowed / sizeof allowed[0] };
    struct sock_filter code[count + 9];
    unsigned short at = 0;
    code[at++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch));
    code[at++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, PLUMBLINE_ARCHITECTURE, 1, 0);
    code[at++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL);
    code[at++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    /* From the i-th comparison to the last instruction: the others of the list, and four more. */
    for (int i = 0; i < count; i++)
        code[at++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)allowed[i], (unsigned char)(count - 1 - i + 4), 0);
    /* abort(3) signals its own thread; nobody else's. */
    code[at++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_tgkill, 0, 2);
    code[at++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0]));
    code[at++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)getpid(), 1, 0);
    code[at++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
    code[at++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    const struct sock_fprog program = {.len = at, .filter = code};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0);
#else
    errno = ENOSYS;
    return -1;
#endif
}
