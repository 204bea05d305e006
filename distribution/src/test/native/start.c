/*
 * Puts itself into an unusual state, and becomes a command in it:
 *
 *   start [OPTION]... -- COMMAND [ARG]...
 *
 * The options are performed in the order below, whatever order they were given in; each may be given again where a list makes sense.
 * In COMMAND, ARGs and the values of --env and --argv0, \xNN, \n and \\ stand for bytes, since Java cannot pass all of them on.
 * A COMMAND without slash is looked for in the PATH that start itself has. Whatever fails ends it with one line and exit code 99.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static const char *const known[] = {
    "--oom-score-adj=",   /* N */
    "--coredump-filter=", /* HEX */
    "--pid1",             /* the command is PID 1 of a new namespace; start waits, forwards nothing, exits as it did (128+n for a signal) */
    "--close=",           /* FD */
    "--open=",            /* FD:PATH, read-only and inheritable, at this very number */
    "--umask=",           /* OCTAL */
    "--chdir=",           /* DIR */
    "--nice=",            /* N */
    "--rlimit=",          /* NAME=SOFT:HARD, each a number, "unlimited", or "-" for unchanged */
    "--drop-cap=",        /* N: out of the bounding, permitted, effective and inheritable sets */
    "--groups=",          /* GID,GID... or nothing */
    "--gid=",             /* GID */
    "--uid=",             /* UID */
    "--no-new-privs",
    "--pdeathsig=",       /* SIG, a number or a name such as TERM */
    "--block=",           /* SIG or "all" */
    "--ignore=",          /* SIG */
    "--as=",              /* BYTES of address space, for this process and what it becomes */
    "--env-clear",        /* without it the environment is that of start */
    "--env=",             /* TEXT, appended as it is, also if it is there already or has no '=' */
    "--argv0=",           /* NAME */
    "--no-arguments",     /* argv is empty; ARGs are not used */
};

static char **arguments; /* of start, from its first option on */
static int complaints;   /* a copy of descriptor 2, which may be closed */

static void __attribute__((noreturn)) die(const char *what, const char *about)
{
    dprintf(complaints, "start: %s%s: %s\n", what, about, strerror(errno));
    _exit(99);
}

static void __attribute__((noreturn)) wrong(const char *option)
{
    errno = EINVAL;
    die("", option);
}

/* Return the value of the next option of this name after the first *i, or NULL. An option without value has the value "". */
static const char *next(const char *name, int *i)
{
    while (arguments[*i] != NULL && strcmp(arguments[*i], "--") != 0) {
        const char *option = arguments[(*i)++];
        size_t length = strlen(name);
        if (name[length - 1] == '=' ? strncmp(option, name, length) == 0 : strcmp(option, name) == 0) return option + length;
    }
    return NULL;
}

/* Return the value of the last option of this name, or NULL. */
static const char *last(const char *name)
{
    const char *value, *found = NULL;
    for (int i = 0; (value = next(name, &i)) != NULL;) found = value;
    return found;
}

/* Return the number at text, which must end with this character; step over both. */
static long number(const char **text, int base, char end)
{
    char *after;
    errno = 0;
    long value = strtol(*text, &after, base);
    if (errno != 0 || after == *text || *after != end) wrong(*text);
    *text = end != '\0' ? after + 1 : after;
    return value;
}

static long whole(const char *text)
{
    return number(&text, 10, '\0');
}

static int signal_number(const char *text)
{
    for (int n = 1; n < 32; n++)
        if (sigabbrev_np(n) != NULL && strcmp(text, sigabbrev_np(n)) == 0) return n;
    long n = whole(text);
    if (n < 1 || n > 64) wrong(text);
    return (int)n;
}

/* ---- the process ---- */

static void write_proc(const char *option, const char *before, const char *path)
{
    const char *value = last(option);
    if (value == NULL) return;
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0 || dprintf(fd, "%s%s", before, value) < 0) die("", path);
    close(fd);
}

static void become_pid1(void)
{
    if (last("--pid1") == NULL) return;
    if (unshare(CLONE_NEWPID) != 0) die("new PID namespace", "");
    pid_t child = fork();
    if (child < 0) die("fork", "");
    if (child == 0) return;
    int status;
    while (waitpid(child, &status, 0) != child)
        if (errno != EINTR) die("wait", "");
    _exit(WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
}

static void set_files(void)
{
    const char *value;
    for (int i = 0; (value = next("--close=", &i)) != NULL;) close((int)whole(value));
    for (int i = 0; (value = next("--open=", &i)) != NULL;) {
        int wanted = (int)number(&value, 10, ':'), fd = open(value, O_RDONLY);
        if (fd < 0) die("", value);
        if (fd == wanted) continue;
        if (dup2(fd, wanted) < 0) die("dup2 of ", value);
        close(fd);
    }
    if ((value = last("--umask=")) != NULL) umask((mode_t)number(&value, 8, '\0'));
    if ((value = last("--chdir=")) != NULL && chdir(value) != 0) die("", value);
}

/* ---- limits ---- */

static rlim_t limit(const char *text, size_t length, rlim_t now)
{
    char part[32];
    snprintf(part, sizeof part, "%.*s", (int)length, text);
    if (strcmp(part, "-") == 0) return now;
    return strcmp(part, "unlimited") == 0 ? RLIM_INFINITY : (rlim_t)whole(part);
}

static void set_limits(void)
{
    static const struct {
        const char *name;
        __rlimit_resource_t resource;
    } names[] = {{"nofile", RLIMIT_NOFILE}, {"core", RLIMIT_CORE}, {"as", RLIMIT_AS}, {"nproc", RLIMIT_NPROC}, {"stack", RLIMIT_STACK}, {"fsize", RLIMIT_FSIZE}};
    const char *value;
    if ((value = last("--nice=")) != NULL && setpriority(PRIO_PROCESS, 0, (int)whole(value)) != 0) die("nice ", value);
    for (int i = 0; (value = next("--rlimit=", &i)) != NULL;) {
        size_t length = strcspn(value, "="), n = 0;
        while (n < sizeof names / sizeof *names && (strlen(names[n].name) != length || strncmp(names[n].name, value, length) != 0)) n++;
        const char *soft = value + length + 1, *colon = strchr(value, ':');
        if (n == sizeof names / sizeof *names || value[length] != '=' || colon == NULL || colon < soft) wrong(value);
        struct rlimit r;
        if (getrlimit(names[n].resource, &r) != 0) die("read limit ", value);
        r.rlim_cur = limit(soft, (size_t)(colon - soft), r.rlim_cur);
        r.rlim_max = limit(colon + 1, strlen(colon + 1), r.rlim_max);
        if (setrlimit(names[n].resource, &r) != 0) die("limit ", value);
    }
}

static void limit_address_space(void)
{
    const char *value = last("--as=");
    if (value == NULL) return;
    rlim_t bytes = (rlim_t)whole(value);
    if (setrlimit(RLIMIT_AS, &(struct rlimit){bytes, bytes}) != 0) die("address space ", value);
}

/* ---- who ---- */

static void drop_capabilities(void)
{
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct sets[2];
    const char *value;
    if (last("--drop-cap=") == NULL) return;
    if (syscall(SYS_capget, &header, sets) != 0) die("capget", "");
    for (int i = 0; (value = next("--drop-cap=", &i)) != NULL;) {
        long n = whole(value);
        if (n < 0 || n > 63) wrong(value);
        struct __user_cap_data_struct *half = &sets[n / 32];
        uint32_t keep = ~(UINT32_C(1) << n % 32);
        half->effective &= keep;
        half->permitted &= keep;
        half->inheritable &= keep;
    }
    if (syscall(SYS_capset, &header, sets) != 0) die("capset", "");
}

static void drop_bounding(void)
{
    const char *value;
    for (int i = 0; (value = next("--drop-cap=", &i)) != NULL;)
        if (prctl(PR_CAPBSET_DROP, whole(value), 0, 0, 0) != 0) die("bounding set, capability ", value);
}

static void set_ids(void)
{
    const char *value;
    if ((value = last("--groups=")) != NULL) {
        gid_t groups[1024];
        size_t count = 0;
        for (; *value != '\0' && count < 1024; count++) groups[count] = (gid_t)number(&value, 10, value[strcspn(value, ",")]);
        if (setgroups(count, groups) != 0) die("groups", "");
    }
    if ((value = last("--gid=")) != NULL && setresgid((gid_t)whole(value), (gid_t)whole(value), (gid_t)whole(value)) != 0) die("gid ", value);
    if ((value = last("--uid=")) != NULL && setresuid((uid_t)whole(value), (uid_t)whole(value), (uid_t)whole(value)) != 0) die("uid ", value);
}

/* ---- signals, by bare system calls: libc keeps two of them to itself ---- */

static void set_signals(void)
{
    const char *value;
    uint64_t blocked = 0;
    if (syscall(SYS_rt_sigprocmask, SIG_BLOCK, NULL, &blocked, sizeof blocked) != 0) die("signal mask", "");
    for (int i = 0; (value = next("--block=", &i)) != NULL;) blocked |= strcmp(value, "all") == 0 ? UINT64_MAX : UINT64_C(1) << (signal_number(value) - 1);
    struct {
        void (*handler)(int);
        unsigned long flags;
        void (*restorer)(void);
        uint64_t mask;
    } ignore = {SIG_IGN, 0, NULL, 0};
    for (int i = 0; (value = next("--ignore=", &i)) != NULL;)
        if (syscall(SYS_rt_sigaction, signal_number(value), &ignore, NULL, sizeof ignore.mask) != 0) die("ignore ", value);
    if (syscall(SYS_rt_sigprocmask, SIG_SETMASK, &blocked, NULL, sizeof blocked) != 0) die("signal mask", "");
}

/* ---- what is executed ---- */

/* Return a copy of the text with its escapes replaced. */
static char *bytes(const char *text)
{
    char *copy = malloc(strlen(text) + 1), *to = copy;
    if (copy == NULL) die("memory", "");
    while (*text != '\0') {
        unsigned int byte = (unsigned char)*text++;
        if (byte != '\\') *to++ = (char)byte;
        else if (*text == '\\' || *text == 'n') *to++ = *text++ == 'n' ? '\n' : '\\';
        else if (strspn(text + (*text == 'x'), "0123456789abcdefABCDEF") >= 2 && sscanf(text, "x%2x", &byte) == 1 && byte != 0) *to++ = (char)byte, text += 3;
        else wrong(text);
    }
    *to = '\0';
    return copy;
}

/* Return the environment of the command: strings of several places, as programs make them with putenv(3). */
static char **environment(void)
{
    size_t count = 0, more = 0;
    while (environ[count] != NULL) count++;
    while (arguments[more] != NULL) more++;
    char **env = calloc(count + more + 1, sizeof *env);
    if (env == NULL) die("memory", "");
    if (last("--env-clear") != NULL) count = 0;
    memcpy(env, environ, count * sizeof *env);
    const char *value;
    for (int i = 0; (value = next("--env=", &i)) != NULL;) env[count++] = bytes(value);
    return env;
}

/* Check that all options are known; return the command and its arguments. */
static char **check_options(void)
{
    char **argument = arguments;
    for (; *argument != NULL && strcmp(*argument, "--") != 0; argument++) {
        size_t n = 0, length = strcspn(*argument, "=");
        length += (*argument)[length] == '=';
        while (n < sizeof known / sizeof *known && (strlen(known[n]) != length || strncmp(known[n], *argument, length) != 0)) n++;
        if (n == sizeof known / sizeof *known) wrong(*argument);
    }
    if (*argument == NULL || argument[1] == NULL) wrong("no command");
    return argument + 1;
}

int main(int argc, char **argv)
{
    (void)argc;
    for (int n = 1; n < NSIG; n++) signal(n, SIG_DFL); /* whoever runs the tests may ignore some, as nohup(1) does */
    arguments = argv + 1;
    complaints = fcntl(2, F_DUPFD_CLOEXEC, 200);
    char **command = check_options();
    for (char **argument = command; *argument != NULL; argument++) *argument = bytes(*argument);
    const char *path = command[0], *name = last("--argv0=");
    if (name != NULL) command[0] = bytes(name);
    if (last("--no-arguments") != NULL) command[0] = NULL;
    char **env = environment();
    write_proc("--oom-score-adj=", "", "/proc/self/oom_score_adj");
    write_proc("--coredump-filter=", "0x", "/proc/self/coredump_filter");
    become_pid1();
    set_files();
    set_limits();
    drop_bounding();
    set_ids();
    drop_capabilities();
    if (last("--no-new-privs") != NULL && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) die("no_new_privs", "");
    const char *death = last("--pdeathsig=");
    if (death != NULL && prctl(PR_SET_PDEATHSIG, signal_number(death), 0, 0, 0) != 0) die("pdeathsig", ""); /* a change of ids clears it */
    set_signals();
    limit_address_space();
    if (strchr(path, '/') != NULL) execve(path, command, env);
    else execvpe(path, command, env);
    die("", path);
}
