#define _GNU_SOURCE
#include "simulated_calls.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

struct kernel kernel;
static jmp_buf end;
static int running; /* outside of kernel_run the wrapped functions are those of libc */
static const char *kept_env[4096];

/* What the linker's --wrap makes of the calls in perform.c, and of those functions themselves. */
#define WRAPPED(type, name, ...) \
    type __wrap_##name(__VA_ARGS__); \
    type __real_##name(__VA_ARGS__)
WRAPPED(long, syscall, long call, ...);
WRAPPED(int, execve, const char *path, char *const argv[], char *const env[]);
WRAPPED(void __attribute__((noreturn)), _exit, int code);
WRAPPED(ssize_t, writev, int fd, const struct iovec *parts, int count);
WRAPPED(int, fcntl, int fd, int command, ...);
WRAPPED(int, stat, const char *path, struct stat *st);
WRAPPED(int, faccessat, int dir, const char *path, int mode, int flags);
WRAPPED(int, fstat, int fd, struct stat *st);
WRAPPED(int, open, const char *path, int flags, ...);
WRAPPED(ssize_t, write, int fd, const void *bytes, size_t size);
WRAPPED(int, close, int fd);
WRAPPED(int, chdir, const char *path);
WRAPPED(mode_t, umask, mode_t mask);
WRAPPED(int, kill, pid_t pid, int number);
WRAPPED(pid_t, getpid, void);
WRAPPED(pid_t, getppid, void);

static const struct file usual_files[] = {
    {"/usr/local/bin", 1, 0}, {"/usr/bin", 1, 0}, {"/usr/bin/app", 0, 0}, {"/usr/bin/secret", 0, EACCES}, {"/usr/local/bin/dir", 1, 0}, {"./here", 0, 0}, {NULL, 0, 0},
};

void kernel_reset(void)
{
    memset(&kernel, 0, offsetof(struct kernel, trace)); /* a few bytes, since the fuzz target calls this 100,000 times a second */
    kernel.trace[0] = kernel.failed[0] = kernel.lied[0] = kernel.said[0] = kernel.path[0] = '\0';
    kernel.permitted = kernel.effective = kernel.bounding = UINT64_C(0xa80425fb);
    kernel.mask = ~FAULTS;
    kernel.pid = 1;
    kernel.umask = 022;
    kernel.files = usual_files;
}

static void __attribute__((noreturn)) leave(int code)
{
    kernel.exit_code = code;
    longjmp(end, 1);
}

void kernel_run(const struct start *start, const void *record, size_t size)
{
    if (setjmp(end) == 0) {
        running = 1;
        perform(start, record, size);
    }
    running = 0;
}

static int same(const uint32_t ids[3], uint32_t id)
{
    return ids[0] == id && ids[1] == id && ids[2] == id;
}

int kernel_is(const struct decision *d)
{
    if (!same(kernel.uid, d->uid) || !same(kernel.gid, d->gid) || kernel.group_count != d->group_count) return 0;
    for (uint32_t i = 0; i < d->group_count; i++)
        if (memcmp(&kernel.groups[i], d->groups + 4 * (size_t)i, 4) != 0) return 0; /* tests run on little-endian machines */
    uint64_t kept = setting_u64(d, KEPT_CAPABILITIES, 0);
    return d->uid == 0 || (kernel.permitted == kept && kernel.effective == kept && kernel.inheritable == kept && (kernel.ambient & ~kept) == 0);
}

/* ---- every call goes through here ---- */

enum outcome called(const char *format, ...)
{
    char line[sizeof kernel.failed];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    kernel.used += (size_t)snprintf(kernel.trace + kernel.used, sizeof kernel.trace - kernel.used, "%s\n", line);
    if (kernel.used > sizeof kernel.trace - sizeof line) abort();
    kernel.calls++;
    if (kernel.calls == kernel.fail_at || (kernel.fail_on != NULL && strcmp(kernel.fail_on, line) == 0)) {
        strcpy(kernel.failed, line);
        errno = kernel.fail_errno;
        return FAILS;
    }
    if (kernel.calls == kernel.lie_at) {
        strcpy(kernel.lied, line);
        return LIES;
    }
    return kernel.calls == kernel.deaf_at ? DEAF : WORKS;
}

/* ---- what is written down and does nothing ---- */

static int noted(const char *name, unsigned long first, unsigned long second)
{
    return called("%s %lu %lu", name, first, second) == FAILS ? -1 : 0;
}

int __wrap_fstat(int fd, struct stat *st)
{
    if (!running) return __real_fstat(fd, st);
    memset(st, 0, sizeof *st);
    st->st_mode = fd == 0 ? S_IFIFO : fd == 1 ? S_IFCHR : S_IFSOCK; /* only asks */
    return 0;
}

int __wrap_open(const char *path, int flags, ...)
{
    if (!running) return __real_open(path, flags);
    return called("open %s", path) == FAILS ? -1 : 77;
}

ssize_t __wrap_write(int fd, const void *bytes, size_t size)
{
    if (!running) return __real_write(fd, bytes, size);
    return called("write %.*s", (int)size, (const char *)bytes) == FAILS ? -1 : (ssize_t)size;
}

int __wrap_close(int fd)
{
    return running ? 0 : __real_close(fd);
}

int __wrap_chdir(const char *path)
{
    if (!running) return __real_chdir(path);
    return called("chdir %s", path) == FAILS ? -1 : 0;
}

mode_t __wrap_umask(mode_t mask)
{
    if (!running) return __real_umask(mask);
    enum outcome outcome = called("umask %o", (unsigned)mask);
    mode_t old = outcome == LIES ? ~kernel.umask & 0777 : kernel.umask;
    if (outcome == FAILS) return (mode_t)-1;
    if (outcome != DEAF) kernel.umask = mask;
    return old;
}

/* ---- signals ---- */

static int set_mask(uint64_t mask)
{
    enum outcome outcome = called("rt_sigprocmask %llx", (long long)mask);
    if (outcome == FAILS) return -1;
    if (outcome != DEAF) kernel.mask = mask;
    uint64_t arrived = kernel.pending & ~kernel.mask & ~kernel.ignored;
    if (kernel.pid == 1) arrived &= kernel.ending; /* pid_namespaces(7) */
    if (arrived != 0) leave(128 + __builtin_ctzll(arrived) + 1);
    return 0;
}

static int set_action(int number, const struct kernel_sigaction *action)
{
    int ignore = action->handler == SIG_IGN, handle = !ignore && action->handler != SIG_DFL; /* the one handler that ctk has ends it */
    enum outcome outcome = called("rt_sigaction %d %s", number, ignore ? "ignore" : handle ? "end" : "default");
    if (outcome == WORKS) {
        kernel.handled &= ~SIGNAL_BIT(number);
        kernel.ignored = ignore ? kernel.ignored | SIGNAL_BIT(number) : kernel.ignored & ~SIGNAL_BIT(number);
        kernel.ending = handle ? kernel.ending | SIGNAL_BIT(number) : kernel.ending & ~SIGNAL_BIT(number);
    }
    return outcome == FAILS ? -1 : 0;
}

/* Only asks, so it is not among the calls that are told. */
static int get_action(int number, struct kernel_sigaction *out)
{
    void (*handled)(int) = (void (*)(int))(uintptr_t)8;
    out->handler = kernel.handled & SIGNAL_BIT(number) ? handled : kernel.ignored & SIGNAL_BIT(number) ? SIG_IGN : SIG_DFL;
    return 0;
}

static int get_pending(uint64_t *out)
{
    if (called("rt_sigpending") == FAILS) return -1;
    *out = kernel.pending;
    kernel.pending |= kernel.late;
    return 0;
}

int __wrap_kill(pid_t pid, int number)
{
    if (!running) return __real_kill(pid, number);
    if (called("kill %d %d", pid, number) == FAILS) return -1;
    if (pid != kernel.pid) abort();
    if (number == SIGKILL && kernel.pid != 1) leave(128 + SIGKILL);
    kernel.pending |= SIGNAL_BIT(number);
    return 0;
}

/* ---- the functions that are wrapped ---- */

long __wrap_syscall(long call, ...)
{
    va_list v;
    long answer = -1;
    va_start(v, call);
    if (call == SYS_setgroups) {
        size_t count = va_arg(v, size_t);
        answer = set_groups(count, va_arg(v, const uint32_t *));
    } else if (call == SYS_setresuid || call == SYS_setresgid) {
        uint32_t wanted[3];
        for (int i = 0; i < 3; i++) wanted[i] = va_arg(v, uint32_t);
        answer = call == SYS_setresuid ? set_ids("setresuid", kernel.uid, CAP_SETUID, wanted) : set_ids("setresgid", kernel.gid, CAP_SETGID, wanted);
    } else if (call == SYS_getresuid || call == SYS_getresgid) {
        uint32_t *out[3];
        for (int i = 0; i < 3; i++) out[i] = va_arg(v, uint32_t *);
        answer = call == SYS_getresuid ? get_ids("getresuid", kernel.uid, out) : get_ids("getresgid", kernel.gid, out);
    } else if (call == SYS_getgroups) {
        int room = va_arg(v, int);
        answer = get_groups(room, va_arg(v, uint32_t *));
    } else if (call == SYS_capset || call == SYS_capget) {
        if (va_arg(v, const struct __user_cap_header_struct *)->version != _LINUX_CAPABILITY_VERSION_3) abort();
        struct __user_cap_data_struct *sets = va_arg(v, struct __user_cap_data_struct *);
        answer = call == SYS_capset ? set_capabilities(sets) : get_capabilities(sets);
    } else if (call == SYS_prctl) {
        int option = va_arg(v, int);
        unsigned long value = va_arg(v, unsigned long);
        answer = control(option, value, va_arg(v, unsigned long));
    } else if (call == SYS_ioctl) {
        answer = 0; /* a terminal; only asks */
    } else if (call == SYS_fchown) {
        int fd = va_arg(v, int);
        answer = noted("fchown", (unsigned long)fd, va_arg(v, uint32_t));
    } else if (call == SYS_prlimit64) {
        (void)va_arg(v, int);
        uint32_t resource = va_arg(v, uint32_t);
        answer = noted("prlimit", resource, va_arg(v, const struct rlimit *)->rlim_cur);
    } else if (call == SYS_setpriority) {
        (void)va_arg(v, int), (void)va_arg(v, int);
        answer = noted("setpriority", (unsigned long)va_arg(v, int), 0);
    } else if (call == SYS_landlock_create_ruleset) {
        answer = called("landlock %llx", (long long)*va_arg(v, const uint64_t *)) == FAILS ? -1 : 78;
    } else if (call == SYS_landlock_add_rule) {
        (void)va_arg(v, int), (void)va_arg(v, int);
        answer = called("landlock rule %llx", (long long)*va_arg(v, const uint64_t *)) == FAILS ? -1 : 0;
    } else if (call == SYS_landlock_restrict_self) {
        answer = called("landlock restrict") == FAILS ? -1 : 0;
    } else if (call == SYS_seccomp) {
        (void)va_arg(v, int), (void)va_arg(v, int);
        answer = noted("seccomp", va_arg(v, const struct sock_fprog *)->len, 0);
    } else if (call == SYS_rt_sigprocmask) {
        if (va_arg(v, int) != SIG_SETMASK) abort();
        answer = set_mask(*va_arg(v, const uint64_t *));
    } else if (call == SYS_rt_sigaction) {
        int number = va_arg(v, int);
        const struct kernel_sigaction *action = va_arg(v, const struct kernel_sigaction *);
        answer = action != NULL ? set_action(number, action) : get_action(number, va_arg(v, struct kernel_sigaction *));
    } else if (call == SYS_rt_sigpending) {
        answer = get_pending(va_arg(v, uint64_t *));
    } else {
        abort(); /* perform.c has a new call: let this kernel know it */
    }
    va_end(v);
    return answer;
}

int __wrap_execve(const char *path, char *const argv[], char *const env[])
{
    size_t count = 0;
    if (!running) return __real_execve(path, argv, env);
    if (called("execve %s", path) == FAILS) return -1;
    for (; env[count] != NULL; count++)
        if (count + 1 == sizeof kept_env / sizeof *kept_env) abort();
    memcpy(kept_env, env, (count + 1) * sizeof *env);
    snprintf(kernel.path, sizeof kernel.path, "%s", path);
    kernel.argv = (char **)argv;
    kernel.env = (char **)kept_env;
    leave(-1);
}

void __wrap__exit(int code)
{
    if (!running) __real__exit(code);
    called("_exit %d", code);
    leave(code);
}

ssize_t __wrap_writev(int fd, const struct iovec *parts, int count)
{
    if (!running) return __real_writev(fd, parts, count);
    ssize_t total = 0;
    if (called("writev %d", fd) == FAILS) return -1;
    if (fd != 2) abort();
    for (int i = 0; i < count; i++) {
        size_t used = strlen(kernel.said), room = sizeof kernel.said - 1 - used;
        if (parts[i].iov_len > 0) strncat(kernel.said, parts[i].iov_base, parts[i].iov_len < room ? parts[i].iov_len : room);
        total += (ssize_t)parts[i].iov_len;
    }
    kernel.lines++;
    return total;
}

int __wrap_fcntl(int fd, int command, ...)
{
    va_list v;
    va_start(v, command);
    int value = va_arg(v, int);
    va_end(v);
    if (!running) return __real_fcntl(fd, command, value);
    if (command != F_SETFD || value != FD_CLOEXEC) abort();
    return called("close-on-exec %d", fd) == FAILS ? -1 : 0;
}

/* Return the file, or NULL with ENOENT. */
static const struct file *find(const char *path)
{
    for (const struct file *f = kernel.files; f->path != NULL; f++)
        if (strcmp(f->path, path) == 0) return f;
    errno = ENOENT;
    return NULL;
}

int __wrap_stat(const char *path, struct stat *st)
{
    if (!running) return __real_stat(path, st);
    const struct file *f = called("stat %s", path) != FAILS ? find(path) : NULL;
    if (f == NULL) return -1;
    memset(st, 0, sizeof *st);
    st->st_mode = f->directory ? S_IFDIR | 0755 : S_IFREG | 0755;
    return 0;
}

int __wrap_faccessat(int dir, const char *path, int mode, int flags)
{
    if (!running) return __real_faccessat(dir, path, mode, flags);
    if (dir != AT_FDCWD || mode != X_OK || flags != 0) abort();
    const struct file *f = called("access %s", path) != FAILS ? find(path) : NULL;
    if (f != NULL) errno = f->access;
    return f != NULL && f->access == 0 ? 0 : -1;
}

pid_t __wrap_getpid(void)
{
    return running ? kernel.pid : __real_getpid();
}

pid_t __wrap_getppid(void)
{
    if (!running) return __real_getppid();
    called("getppid");
    return kernel.parent;
}
