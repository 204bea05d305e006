#define _GNU_SOURCE
#include "switch.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define PAGE 4096 /* none is smaller */
#define CANNOT_EXECUTE 126
#define NOT_FOUND 127
#define CANNOT_RUN "cannot execute"
#define CANNOT_FIND "cannot find"

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

void fail(const struct decision *d, int code, const char *what, const char *quoted, const char *cause)
{
    error_line(d->label, what, quoted, cause);
    _exit((d->flags & GOSU) != 0 ? EXIT_GOSU : code);
}

void fail_call(const struct decision *d, const char *what)
{
    fail(d, EXIT_CTK, what, NULL, strerrordesc_np(errno));
}

/* The kernel forgets the parent-death signal when an effective or filesystem id changes (prctl(2)); put it back, and act on a death in between. */
static void set_death_signal(const struct start *s, const struct decision *d)
{
    int signal = (int)setting_u32(d, DEATH_SIGNAL, (uint32_t)s->entry->pdeathsig);
    if (signal == 0 && s->entry->pdeathsig == 0) return;
    if (syscall(SYS_prctl, PR_SET_PDEATHSIG, (unsigned long)signal, 0UL, 0UL, 0UL) != 0) fail_call(d, "cannot set the parent-death signal");
    if (signal != 0 && getppid() != s->entry->parent) kill(getpid(), signal);
}

static void enter(const struct decision *d)
{
    const char *directory = (const char *)d->settings[DIRECTORY].bytes;
    mode_t mask = (mode_t)setting_u32(d, UMASK, 0);
    /* umask(2) returns the old one, and cannot fail unless a filter of system calls denies it: so the second tells what the first has set */
    if (d->settings[UMASK].bytes != NULL && (umask(mask) > 0777 || umask(mask) != mask)) fail(d, EXIT_CTK, "cannot set the umask", NULL, NULL);
    if (directory != NULL && chdir(directory) != 0) fail(d, EXIT_CTK, "cannot change to directory", directory + strlen(directory) + 1, strerrordesc_np(errno));
}

/* ---- as the target ---- */

/* Write the final environment to out, which has room for the old one and the edits: what an edit sets stands where its name first stood. */
static void edit_environment(const struct decision *d, char **env, const char **out)
{
    char done[d->edit_count + 1];
    int clear = d->settings[CLEAR_ENVIRONMENT].bytes != NULL;
    memset(done, 0, sizeof done);
    for (; *env != NULL; env++) {
        const char *take = clear ? NULL : *env, *edit = d->edits;
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

/* What tells ctk to end. */
static const int ends[] = {SIGTERM, SIGINT, SIGHUP, SIGQUIT};
#define ENDS (sizeof ends / sizeof *ends)

int ending_signal(const struct entry *entry)
{
    uint64_t pending = 0;
    if (syscall(SYS_rt_sigpending, &pending, sizeof pending) != 0) return -1;
    pending &= ~(entry->blocked | entry->ignored);
    for (size_t i = 0; i < ENDS; i++)
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

static void end_at_once(int signal)
{
    _exit(128 + signal);
}

/*
 * PID 1 loses a signal that it neither blocks nor handles (pid_namespaces(7)). So that none is lost behind the last look at what is pending, ctk
 * handles what tells it to end, until exec, which makes that the default again. Nobody returns from the handler: it needs no restorer.
 */
static void handle_as_pid1(const struct entry *entry, const struct decision *d)
{
    const struct kernel_sigaction end = {end_at_once, KERNEL_RESTORER, NULL, UINT64_MAX};
    for (size_t i = 0; i < ENDS && getpid() == 1; i++) {
        if (((entry->blocked | entry->ignored) & SIGNAL_BIT(ends[i])) != 0) continue;
        if (syscall(SYS_rt_sigaction, ends[i], &end, NULL, sizeof end.mask) != 0) fail_call(d, "cannot set how a signal is handled");
    }
}

/* Leave the caller's descriptors and signals as they were. */
static void restore(const struct start *s, const struct decision *d)
{
    for (uint32_t i = 0; i < s->entry->free_count; i++)
        if (fcntl(s->entry->free[i], F_SETFD, FD_CLOEXEC) != 0 && errno != EBADF) fail_call(d, "cannot set close-on-exec");
    for (int n = 1; n <= SIGNALS; n++)
        if (n != SIGKILL && n != SIGSTOP) restore_signal(n, (s->entry->ignored & SIGNAL_BIT(n)) != 0, d);
    handle_as_pid1(s->entry, d);
    int signal = ending_signal(s->entry); /* what would have ended the program, had it been running */
    if (signal < 0) fail_call(d, "cannot read pending signals");
    if (signal > 0) end_by(signal);
    if (syscall(SYS_rt_sigprocmask, SIG_SETMASK, &s->entry->blocked, NULL, sizeof s->entry->blocked) != 0) fail_call(d, "cannot set the signal mask");
}

/* Return how many variables there are at most. */
static size_t most_variables(const struct start *s, const struct decision *d)
{
    size_t count = d->edit_count + 1;
    for (char **e = s->env; *e != NULL; e++) count++;
    return count;
}

/*
 * Touch the stack that is needed below: it cannot grow any more once a limit of its size, of data or of the address space is lower than what
 * the VM has.
 */
static void __attribute__((noinline)) grow_stack(size_t size)
{
    char room[size];
    for (size_t at = size; at > 0; at -= at < PAGE ? at : PAGE) *(volatile char *)(room + at - 1) = 0;
}

static void __attribute__((noreturn)) execute(const struct start *s, const struct decision *d)
{
    char **argv = s->argv + d->command, buffer[PATH_MAX];
    const char *env[most_variables(s, d)];
    edit_environment(d, s->env, env);
    const char *path = find_command(d, argv[0], env, buffer);
    restore(s, d);
    confine(d);
    execve(path, argv, (char *const *)env);
    const char *cause = strerrordesc_np(errno);
    struct stat st;
    if (errno != ENOENT) fail(d, CANNOT_EXECUTE, CANNOT_RUN, d->quoted, cause);
    if (stat(path, &st) != 0) fail(d, NOT_FOUND, CANNOT_FIND, d->quoted, cause);
    fail(d, CANNOT_EXECUTE, CANNOT_RUN, d->quoted, "its interpreter is missing");
}

/*
 * The order is the security property:
 *   as root    standard streams; limits, niceness; label of the LSM; bounding set
 *              setgroups, setresgid, setresuid (each only if something differs)
 *              ambient set cleared, what is kept raised; securebits; all capability sets cleared but for what is kept
 *   verify     ids, groups and sets are those decided
 *   as target  parent-death signal; umask, directory; environment; PATH search; descriptors; how signals are handled; pending signals; signal mask
 *              no_new_privs; Landlock; seccomp; one execve
 */
void perform_decision(const struct start *start, const struct decision *d)
{
    grow_stack(most_variables(start, d) * sizeof(char *) + d->edit_count + 8 * PATH_MAX);
    switch_user(d);
    verify(d);
    set_death_signal(start, d);
    enter(d);
    execute(start, d);
}

void perform(const struct start *start, const void *record, size_t size)
{
    struct decision d;
    uint32_t argc = 0;
    while (start->argv[argc] != NULL) argc++;
    if (decision_read(record, size, &d) != 0 || d.command >= argc) {
        error_line(failure_label(start->argv[0]), "refused a malformed decision", NULL, NULL);
        _exit(failure_code(start->argv[0]));
    }
    perform_decision(start, &d);
}
