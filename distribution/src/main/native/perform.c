#define _GNU_SOURCE
#include "perform.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/capability.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define CANNOT_EXECUTE 126
#define NOT_FOUND 127
#define NO_ID UINT32_MAX
#define HEADER 36u
#define MAX_EDITS 4096u
#define CANNOT_RUN "cannot execute"
#define CANNOT_FIND "cannot find"

/* ---- the reader ---- */

static uint32_t u32_at(const unsigned char *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

/* Step over the text at *p, which must end before end; return its bytes, or NULL. */
static const char *read_text(const unsigned char **p, const unsigned char *end)
{
    if (end - *p < 5) return NULL;
    uint32_t length = u32_at(*p);
    const unsigned char *text = *p + 4;
    if (length >= (size_t)(end - text)) return NULL;
    if (memchr(text, 0, (size_t)length + 1) != text + length) return NULL;
    *p = text + length + 1;
    return (const char *)text;
}

const char *decision_next(const char *text)
{
    return text + strlen(text) + 1 + 4;
}

int decision_read(const void *record, size_t size, struct decision *d)
{
    const unsigned char *p = record, *end = p + size;
    if (size < HEADER || size > INT_MAX || u32_at(p) != DECISION_MAGIC || u32_at(p + 4) != DECISION_VERSION || u32_at(p + 8) != size) return -1;
    d->flags = u32_at(p + 12);
    d->uid = u32_at(p + 16);
    d->gid = u32_at(p + 20);
    d->command = u32_at(p + 24);
    d->group_count = u32_at(p + 28);
    d->edit_count = u32_at(p + 32);
    if ((d->flags & ~ALL_FLAGS) != 0 || d->uid == NO_ID || d->gid == NO_ID || d->command == 0 || d->edit_count > MAX_EDITS) return -1;
    p += HEADER;
    if (d->group_count > (size_t)(end - p) / 4 || d->group_count > NGROUPS_MAX) return -1;
    d->groups = p;
    for (uint32_t i = 0; i < d->group_count; i++, p += 4)
        if (u32_at(p) == NO_ID || (i > 0 && u32_at(p) < u32_at(p - 4))) return -1;
    if ((d->label = read_text(&p, end)) == NULL || (d->quoted = read_text(&p, end)) == NULL) return -1;
    d->edits = (const char *)p + 4;
    for (uint32_t i = 0; i < d->edit_count; i++) {
        const char *edit = read_text(&p, end);
        if (edit == NULL || *edit == '=' || *edit == '\0') return -1;
    }
    return p == end ? 0 : -1;
}

/* ---- how it ends when it does not become the command ---- */

int error_output = 2;

void error_line(const char *label, const char *what, const char *quoted, const char *cause)
{
    char first = cause != NULL ? cause[0] : '\0';
    if (first >= 'A' && first <= 'Z' && !(cause[1] >= 'A' && cause[1] <= 'Z')) first |= 0x20;
    const struct iovec line[] = {
        {(void *)label, strlen(label)}, {": ", 2}, {(void *)what, strlen(what)}, {" ", quoted != NULL}, {(void *)quoted, quoted != NULL ? strlen(quoted) : 0},
        {": ", first != '\0' ? 2 : 0}, {&first, first != '\0'}, {(void *)(first != '\0' ? cause + 1 : ""), first != '\0' ? strlen(cause + 1) : 0}, {"\n", 1},
    };
    ssize_t ignored = writev(error_output, line, sizeof line / sizeof *line); /* nobody is left to be told */
    (void)ignored;
}

int failure_code(const char *invoked)
{
    if (invoked == NULL) return EXIT_CTK; /* no arguments at all */
    const char *slash = strrchr(invoked, '/'), *name = slash != NULL ? slash + 1 : invoked;
    return strcmp(name, "gosu") == 0 || strcmp(name, "su-exec") == 0 ? EXIT_GOSU : EXIT_CTK;
}

const char *failure_label(const char *invoked)
{
    return failure_code(invoked) == EXIT_GOSU ? "error" : "ctk";
}

static void __attribute__((noreturn)) fail(const struct decision *d, int code, const char *what, const char *quoted, const char *cause)
{
    error_line(d->label, what, quoted, cause);
    _exit((d->flags & GOSU) != 0 ? EXIT_GOSU : code);
}

static void __attribute__((noreturn)) fail_call(const struct decision *d, const char *what)
{
    fail(d, EXIT_CTK, what, NULL, strerrordesc_np(errno));
}

/* ---- the switch, as root ---- */

static uint32_t groups[NGROUPS_MAX + 1]; /* not on a stack that the caller may have made small */

static void become(const struct decision *d)
{
    for (uint32_t i = 0; i < d->group_count; i++) groups[i] = u32_at(d->groups + 4 * (size_t)i);
    if ((d->flags & SET_GROUPS) != 0 && syscall(SYS_setgroups, (size_t)d->group_count, groups) != 0) fail_call(d, "cannot set supplementary groups");
    if ((d->flags & SET_GID) != 0 && syscall(SYS_setresgid, d->gid, d->gid, d->gid) != 0) fail_call(d, "cannot set group id");
    if ((d->flags & SET_UID) != 0 && syscall(SYS_setresuid, d->uid, d->uid, d->uid) != 0) fail_call(d, "cannot set user id");
    if (d->uid == 0) return; /* root's capabilities are what its container gave it */
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct none[2] = {{0, 0, 0}, {0, 0, 0}};
    /* EINVAL: there was no ambient set before Linux 4.3 */
    if (syscall(SYS_prctl, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) != 0 && errno != EINVAL) fail_call(d, "cannot clear ambient capabilities");
    if (syscall(SYS_capset, &header, none) != 0) fail_call(d, "cannot clear capabilities");
}

/* Sort in place, small numbers first (shell sort: no allocation, no recursion). */
static void sort(uint32_t *numbers, uint32_t count)
{
    for (uint32_t gap = count / 2; gap > 0; gap /= 2)
        for (uint32_t i = gap; i < count; i++)
            for (uint32_t j = i; j >= gap && numbers[j - gap] > numbers[j]; j -= gap) {
                uint32_t swap = numbers[j];
                numbers[j] = numbers[j - gap];
                numbers[j - gap] = swap;
            }
}

/* Ask the kernel who this is now, and compare with the decision: no call above is believed (setresuid(2), capabilities(7)). */
static void verify(const struct decision *d)
{
    uint32_t u[3], g[3];
    if (syscall(SYS_getresuid, &u[0], &u[1], &u[2]) != 0 || u[0] != d->uid || u[1] != d->uid || u[2] != d->uid) fail(d, EXIT_CTK, "the user id is not the one decided", NULL, NULL);
    if (syscall(SYS_getresgid, &g[0], &g[1], &g[2]) != 0 || g[0] != d->gid || g[1] != d->gid || g[2] != d->gid) fail(d, EXIT_CTK, "the group id is not the one decided", NULL, NULL);
    long count = syscall(SYS_getgroups, (int)d->group_count + 1, groups);
    if (count != (long)d->group_count) fail(d, EXIT_CTK, "the supplementary groups are not those decided", NULL, NULL);
    sort(groups, d->group_count); /* the kernel sorts them by their ids outside of a user namespace */
    for (uint32_t i = 0; i < d->group_count; i++)
        if (groups[i] != u32_at(d->groups + 4 * (size_t)i)) fail(d, EXIT_CTK, "the supplementary groups are not those decided", NULL, NULL);
    if (d->uid == 0) return;
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct now[2]; /* what is ambient is permitted and inheritable too: capabilities(7) */
    if (syscall(SYS_capget, &header, now) != 0) fail_call(d, "cannot read capabilities");
    if ((now[0].effective | now[0].permitted | now[0].inheritable | now[1].effective | now[1].permitted | now[1].inheritable) != 0)
        fail(d, EXIT_CTK, "capabilities are left", NULL, NULL);
}

/* The kernel forgets the parent-death signal when an effective or filesystem id changes (prctl(2)); put it back, and act on a death in between. */
static void restore_pdeathsig(const struct start *s, const struct decision *d)
{
    if (s->entry->pdeathsig == 0) return;
    if (syscall(SYS_prctl, PR_SET_PDEATHSIG, s->entry->pdeathsig, 0, 0, 0) != 0) fail_call(d, "cannot set the parent-death signal");
    if (getppid() != s->entry->parent) kill(getpid(), s->entry->pdeathsig);
}

/* ---- as the target ---- */

/* Write the final environment to out, which has room for the old one and the edits: what an edit sets stands where its name first stood. */
static void edit_environment(const struct decision *d, char **env, const char **out)
{
    char done[d->edit_count + 1];
    memset(done, 0, sizeof done);
    for (; *env != NULL; env++) {
        const char *take = *env, *edit = d->edits;
        for (uint32_t i = 0; i < d->edit_count; i++, edit = decision_next(edit)) {
            size_t name = strcspn(edit, "=");
            if (strncmp(*env, edit, name) != 0 || (*env)[name] != '=') continue;
            take = done[i] == 0 && edit[name] == '=' ? edit : NULL;
            done[i] = 1;
            break;
        }
        if (take != NULL) *out++ = take;
    }
    const char *edit = d->edits;
    for (uint32_t i = 0; i < d->edit_count; i++, edit = decision_next(edit))
        if (done[i] == 0 && strchr(edit, '=') != NULL) *out++ = edit;
    *out = NULL;
}

/* Return where the command is: itself if it has a slash, else the first regular file in PATH that this process may execute. */
static const char *find_command(const struct decision *d, const char *name, const char **env, char *buffer)
{
    if (strchr(name, '/') != NULL) return name;
    while (*env != NULL && strncmp(*env, "PATH=", 5) != 0) env++;
    if (*env == NULL) fail(d, NOT_FOUND, CANNOT_FIND, d->quoted, "PATH is not set");
    if (*name == '\0') fail(d, NOT_FOUND, CANNOT_FIND, d->quoted, "the name is empty");
    int denied = 0, hidden = 0;
    for (const char *element = *env + 5;; element++) {
        size_t length = strcspn(element, ":"), room = (size_t)PATH_MAX - strlen(name) - 2;
        if (strlen(name) + 2 < PATH_MAX && length <= room) {
            memcpy(buffer, element, length);
            strcpy(buffer + length, length > 0 ? "/" : "./");
            strcat(buffer, name);
            struct stat st;
            if (stat(buffer, &st) != 0) hidden |= errno == EACCES;
            else if (S_ISREG(st.st_mode)) {
                if (faccessat(AT_FDCWD, buffer, X_OK, 0) != 0) denied = errno;
                else if (*element != '/') fail(d, CANNOT_EXECUTE, CANNOT_RUN, d->quoted, "it was found by an empty or relative element of PATH");
                else return buffer;
            }
        }
        element += length;
        if (*element == '\0') break;
    }
    if (denied != 0) fail(d, CANNOT_EXECUTE, CANNOT_RUN, d->quoted, strerrordesc_np(denied));
    fail(d, NOT_FOUND, CANNOT_FIND, d->quoted, hidden ? "not in PATH, or in a directory that the user may not search" : "not in PATH");
}

int ending_signal(const struct entry *entry)
{
    static const int ends[] = {SIGTERM, SIGINT, SIGHUP, SIGQUIT};
    uint64_t pending = 0;
    if (syscall(SYS_rt_sigpending, &pending, sizeof pending) != 0) return -1;
    pending &= ~(entry->blocked | entry->ignored);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if ((pending & SIGNAL_BIT(ends[i])) != 0) return ends[i];
    return 0;
}

void end_by(int signal)
{
    uint64_t all_but_it = ~SIGNAL_BIT(signal);
    if (getpid() != 1) syscall(SYS_rt_sigprocmask, SIG_SETMASK, &all_but_it, NULL, sizeof all_but_it);
    _exit(128 + signal);
}

/*
 * Ignore the signal if the caller did. Else end the VM's handler, which would swallow a signal that comes before exec; but not those for
 * faults, which the VM's other threads still need, and which exec resets. A default is not set again: that would discard a pending SIGCHLD.
 */
static void restore_signal(int n, int ignored, const struct decision *d)
{
    struct kernel_sigaction now = {SIG_DFL, 0, NULL, 0}, wanted = {ignored ? SIG_IGN : SIG_DFL, 0, NULL, 0};
    syscall(SYS_rt_sigaction, n, NULL, &now, sizeof now.mask); /* where that is denied, so is the next */
    int handled = now.handler != SIG_IGN && now.handler != SIG_DFL && (FAULTS & SIGNAL_BIT(n)) == 0;
    if ((ignored || handled) && now.handler != wanted.handler && syscall(SYS_rt_sigaction, n, &wanted, NULL, sizeof wanted.mask) != 0) fail_call(d, "cannot set how a signal is handled");
}

/* Leave the caller's descriptors and signals as they were. */
static void restore(const struct start *s, const struct decision *d)
{
    for (uint32_t i = 0; i < s->entry->free_count; i++)
        if (fcntl(s->entry->free[i], F_SETFD, FD_CLOEXEC) != 0 && errno != EBADF) fail_call(d, "cannot set close-on-exec");
    for (int n = 1; n <= SIGNALS; n++)
        if (n != SIGKILL && n != SIGSTOP) restore_signal(n, (s->entry->ignored & SIGNAL_BIT(n)) != 0, d);
    int signal = ending_signal(s->entry); /* what would have ended the program, had it been running */
    if (signal < 0) fail_call(d, "cannot read pending signals");
    if (signal > 0) end_by(signal);
    if (syscall(SYS_rt_sigprocmask, SIG_SETMASK, &s->entry->blocked, NULL, sizeof s->entry->blocked) != 0) fail_call(d, "cannot set the signal mask");
}

static void __attribute__((noreturn)) execute(const struct start *s, const struct decision *d)
{
    char **argv = s->argv + d->command, buffer[PATH_MAX];
    size_t count = d->edit_count + 1;
    for (char **e = s->env; *e != NULL; e++) count++;
    const char *env[count];
    edit_environment(d, s->env, env);
    const char *path = find_command(d, argv[0], env, buffer);
    restore(s, d);
    execve(path, argv, (char *const *)env);
    const char *cause = strerrordesc_np(errno);
    struct stat st;
    if (errno != ENOENT) fail(d, CANNOT_EXECUTE, CANNOT_RUN, d->quoted, cause);
    if (stat(path, &st) != 0) fail(d, NOT_FOUND, CANNOT_FIND, d->quoted, cause);
    fail(d, CANNOT_EXECUTE, CANNOT_RUN, d->quoted, "its interpreter is missing");
}

/*
 * The order is the security property:
 *   as root    setgroups, setresgid, setresuid (each only if something differs); ambient set and all capability sets cleared
 *   verify     ids, groups and sets are those decided
 *   as target  parent-death signal; environment; PATH search; descriptors; how signals are handled; pending signals; signal mask; one execve
 */
void perform(const struct start *start, const void *record, size_t size)
{
    struct decision d;
    uint32_t argc = 0;
    while (start->argv[argc] != NULL) argc++;
    if (decision_read(record, size, &d) != 0 || d.command >= argc) {
        error_line(failure_label(start->argv[0]), "refused a malformed decision", NULL, NULL);
        _exit(failure_code(start->argv[0]));
    }
    become(&d);
    verify(&d);
    restore_pdeathsig(start, &d);
    execute(start, &d);
}
