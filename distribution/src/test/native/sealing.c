/*
 * Stands in the place of bin/ctk when tests run against sealed starts. A start of `ctk run` (or of gosu) is sealed by the real `ctk seal` just
 * before, as it would have been in an image build; then the real launcher is started from a place where it has no VM, so that it can only
 * perform what was sealed. What cannot be sealed, and every other command, starts as usual.
 *
 * It must be as if it had never been there: this process makes one child, waits for it and becomes the launcher. All else is done in the child.
 *
 * HOME/bin/ctk        this program                 HOME/bin/launcher   the real one; HOME/lib is that of the image
 * HOME/alone/bin/ctk  the real one, without a VM   HOME/starts         a pipe that takes a letter for each start: see enum start_kind
 *
 * Compiled with -DHOME="..." for copies of it elsewhere, and with the options of ctk run that take the next word: -DVALUED=" --a --b ".
 */
#define _GNU_SOURCE
#include "sealed_start.h"

#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define OWN " --expect --as --list --check --remove --json --debug --help --version " /* what ctk seal does not take for options of the start */
#define MOST_ENTRIES 60

enum start_kind {
    SEALED = 'S', /* sealed now */
    STILL = 's',  /* sealed by an earlier start, and nothing of it has changed */
    REFUSED = 'r' /* ctk seal refused */
};

static char home[PATH_MAX];

/* ---- the line ---- */

static int is_among(const char *words, const char *word, size_t length)
{
    char wanted[64] = " ";
    if (length > sizeof wanted - 3) return 0;
    memcpy(wanted + 1, word, length);
    strcpy(wanted + 1 + length, " ");
    return strstr(words, wanted) != NULL;
}

/* The launcher leaves names to Java that it would have to quote. */
static int is_plain(const char *name)
{
    size_t length = strlen(name);
    for (const char *c = name; *c != '\0'; c++)
        if (*c < ' ' || *c > '~' || *c == '\'' || *c == '\\') return 0;
    return length > 0 && length <= 4096;
}

/* Return the number of arguments before the command, "--" not counted, or 0 if no seal is for this line. */
static int prefix_of(char **argv, int *separated)
{
    int at = 2;
    *separated = 0;
    if (failure_code(argv[0]) == EXIT_GOSU) {
        return argv[1] != NULL && argv[1][0] != '-' && argv[2] != NULL && strcmp(argv[2], "--") != 0 && argv[2][0] != '-' && is_plain(argv[2]) ? 2 : 0;
    }
    if (argv[1] == NULL || strcmp(argv[1], "run") != 0) return 0;
    for (; argv[at] != NULL && argv[at][0] == '-' && strcmp(argv[at], "--") != 0; at++) {
        size_t length = strcspn(argv[at], "=");
        if (is_among(OWN, argv[at], length)) return 0;
        if (argv[at][length] == '\0' && is_among(VALUED, argv[at], length) && argv[++at] == NULL) return 0;
    }
    if (argv[at] == NULL) return 0;
    *separated = strcmp(argv[at], "--") == 0;
    int prefix = at + !*separated;
    const char *command = argv[prefix];
    int follows = command != NULL && strcmp(command, "--") == 0;
    if (follows) command = argv[prefix + 1];
    return command != NULL && (follows || command[0] != '-') && is_plain(command) ? prefix : 0;
}

/* ---- in the child ---- */

static void count(enum start_kind kind)
{
    char path[PATH_MAX + 16], letter = (char)kind;
    strcat(strcpy(path, home), "/starts");
    int fd = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0 || write(fd, &letter, 1) != 1) _exit(2); /* then the start is a usual one */
    close(fd);
}

static int holds(struct sealed_entry *e, char **env)
{
    struct facts now;
    if (facts_now(&now) != 0 || !facts_are(&now, &e->facts)) return 0;
    while (e->condition_count > 0) {
        struct condition c;
        sealed_condition(e, &c);
        if (!condition_holds(&c, env)) return 0;
    }
    return 1;
}

/* Tell whether this start is sealed; leave room for another entry. */
static int is_sealed(char **argv, char **env)
{
    struct sealed s;
    size_t size = 0;
    unsigned char *file = sealed_load("/etc", &size);
    if (file == NULL || sealed_read(file, size, (const char *)file + 16, &s) != 0) return 0; /* 16: where the build is named */
    uint32_t entries = s.count;
    int found = 0;
    while (!found && s.count > 0) {
        struct sealed_entry e;
        sealed_next(&s, &e);
        found = sealed_command(&e, argv) != 0 && holds(&e, env);
    }
    if (!found && entries >= MOST_ENTRIES) unlink("/etc/ctk/sealed");
    return found;
}

/* Who seals may have more of it than the start: limits are no facts, and only those that --rlimit is about are compared. */
static void have_at_least(unsigned limit, rlim_t least)
{
    struct rlimit now;
    const struct rlimit most = {RLIM_INFINITY, RLIM_INFINITY}, enough = {least, least};
    if (getrlimit(limit, &now) == 0 && now.rlim_cur < least) setrlimit(limit, limit == RLIMIT_NOFILE ? &enough : &most);
}

static void lift_limits(void)
{
    have_at_least(RLIMIT_NOFILE, 64);
    have_at_least(RLIMIT_FSIZE, SEALED_LARGEST);
    have_at_least(RLIMIT_AS, RLIM_INFINITY);
    have_at_least(RLIMIT_NPROC, 4096);
    have_at_least(RLIMIT_STACK, 1 << 20);
}

/* Return 0 if ctk seal sealed the start. What it says is kept below the HOME of the machine, to look for a reason. */
static int run_seal(char **argv, char **env, int prefix, int separated)
{
    static char *line[4096], program[PATH_MAX + 16];
    int n = 0, status;
    line[n++] = "ctk";
    line[n++] = "seal";
    if (failure_code(argv[0]) == EXIT_GOSU) line[n++] = "--as=gosu";
    for (int i = failure_code(argv[0]) == EXIT_GOSU ? 1 : 2; i < prefix; i++) {
        if (n == 4090) return 1;
        line[n++] = argv[i];
    }
    if (separated) line[n++] = "--";
    strcat(strcpy(program, home), "/bin/launcher");
    pid_t child = fork();
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        execve(program, line, env);
        _exit(127);
    }
    return child < 0 || waitpid(child, &status, 0) != child ? 1 : status;
}

/* Take the place of a shell: standard streams, a mask for files, signals as usual. */
static void settle(void)
{
    struct kernel_sigaction usual = {SIG_DFL, 0, NULL, 0};
    char path[] = HOME "/refused";
    syscall(SYS_close_range, 0, ~0u, 0);
    open("/dev/null", O_RDONLY);
    if (open("/dev/null", O_WRONLY) != 1) {
        open("/", O_PATH); /* where there is no /dev */
        open("/", O_PATH);
    }
    if (open(path, O_WRONLY | O_CREAT | O_APPEND, 0666) != 2) dup2(1, 2);
    umask(022);
    syscall(SYS_rt_sigaction, SIGCHLD, &usual, NULL, sizeof usual.mask);
}

/* The place for seals is the machine's own: see build/SealedTests.java; or that of a container, or of a directory that is a root. */
static int seal(char **argv, char **env, int prefix, int separated)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    settle();
    mkdir("/etc/ctk", 0755);
    int lock = open("/etc/ctk", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (lock < 0 || flock(lock, LOCK_EX) != 0) return 1;
    if (is_sealed(argv, env)) {
        count(STILL);
        return 0;
    }
    lift_limits();
    int refused = run_seal(argv, env, prefix, separated) != 0;
    count(refused ? REFUSED : SEALED);
    return refused;
}

/* ---- in the process of the start ---- */

static void find_home(void)
{
    static char path[PATH_MAX + 32];
    ssize_t length = readlink("/proc/self/exe", path, PATH_MAX);
    const char *invoked = (const char *)getauxval(AT_EXECFN);
    if (length > 0) path[length] = '\0';
    else if (realpath(invoked, path) == NULL) _exit(99);
    for (int up = 0; up < 2; up++) {
        char *slash = strrchr(path, '/');
        if (slash != NULL) *slash = '\0';
    }
    strcpy(home, path);
    if (access(strcat(path, "/alone/bin/ctk"), X_OK) != 0) strcpy(home, HOME); /* a copy of this program */
}

int main(int argc, char **argv, char **env)
{
    static char program[PATH_MAX + 32];
    int separated = 0, status = -1, prefix = argc > 0 ? prefix_of(argv, &separated) : 0;
    find_home();
    if (prefix != 0) {
        /* without a signal at its end, for which the caller may have any use; and therefore waited for by __WCLONE */
        pid_t child = (pid_t)syscall(SYS_clone, 0, 0, 0, 0, 0);
        if (child == 0) _exit(seal(argv, env, prefix, separated) != 0);
        if (child < 0 || waitpid(child, &status, __WCLONE) != child) status = -1;
    }
    strcat(strcpy(program, home), status == 0 ? "/alone/bin/ctk" : "/bin/launcher");
    execve(program, argv, env);
    _exit(98);
}
