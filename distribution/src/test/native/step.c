/*
 * Runs a command, and holds it at chosen system calls to do something to the files it works on:
 *
 *   step [before|after CALL NAME ACTION]... -- COMMAND [ARG]...
 *
 * CALL is openat (or openat2), getdents64, statx or fchownat; NAME the last component of the path that it is given or, without
 * one, of the file that is open. At the first such call of any thread, before or after the kernel has done it, ACTION is run by sh
 * while the thread stands still. Exits as the command does, 128+n for signal n; 98 if an action was never run, 97 if one failed.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define PATH 4096
#define RULES 8
#define OPTIONS                                                                                                                    \
    (PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL)

struct rule {
    int is_after, number, done;
    const char *call, *name, *action;
    pid_t inside; /* the thread that is in the call whose end is awaited, or 0 */
};

static struct rule rules[RULES];
static int rule_count;

static void fail(const char *what)
{
    fprintf(stderr, "step: %s: %s\n", what, strerror(errno));
    exit(97);
}

static int number_of(const char *call)
{
    if (strcmp(call, "openat") == 0) return SYS_openat; /* and openat2: see is_of() */
    if (strcmp(call, "getdents64") == 0) return SYS_getdents64;
    if (strcmp(call, "statx") == 0) return SYS_statx;
    if (strcmp(call, "fchownat") == 0) return SYS_fchownat;
    errno = EINVAL;
    fail(call);
    return -1;
}

static int is_of(const struct rule *rule, int number)
{
    return number == rule->number || (number == SYS_openat2 && rule->number == SYS_openat);
}

/* Copy a string of the traced thread. */
static void copy(pid_t thread, unsigned long address, char text[PATH])
{
    union {
        long word;
        char bytes[sizeof(long)];
    } data;
    for (size_t n = 0; n + sizeof data < PATH; n += sizeof data) {
        errno = 0;
        data.word = ptrace(PTRACE_PEEKDATA, thread, address + n, 0);
        if (errno != 0) memset(data.bytes, 0, sizeof data);
        memcpy(text + n, data.bytes, sizeof data);
        if (memchr(data.bytes, 0, sizeof data) != NULL) return;
    }
    text[0] = '\0';
}

/* Find the last component of the path that a call is about. */
static const char *name_of(pid_t thread, const struct __ptrace_syscall_info *info, char text[PATH])
{
    text[0] = '\0';
    if (info->entry.nr != SYS_getdents64) copy(thread, info->entry.args[1], text);
    if (text[0] == '\0') {
        char link[64];
        snprintf(link, sizeof link, "/proc/%d/fd/%d", (int)thread, (int)info->entry.args[0]);
        ssize_t length = readlink(link, text, PATH - 1);
        text[length < 0 ? 0 : length] = '\0';
    }
    const char *slash = strrchr(text, '/');
    return slash != NULL ? slash + 1 : text;
}

static void act(struct rule *rule)
{
    rule->done = 1;
    rule->inside = 0;
    if (system(rule->action) != 0) {
        fprintf(stderr, "step: failed: %s\n", rule->action);
        exit(97);
    }
}

static void at_call(pid_t thread)
{
    struct __ptrace_syscall_info info;
    char text[PATH];
    if (ptrace(PTRACE_GET_SYSCALL_INFO, thread, sizeof info, &info) <= 0) return;
    for (struct rule *rule = rules; rule < rules + rule_count; rule++) {
        if (rule->done) continue;
        if (info.op == PTRACE_SYSCALL_INFO_EXIT && rule->inside == thread) act(rule);
        if (info.op != PTRACE_SYSCALL_INFO_ENTRY || !is_of(rule, (int)info.entry.nr) || rule->inside != 0) continue;
        if (strcmp(name_of(thread, &info, text), rule->name) != 0) continue;
        if (rule->is_after) rule->inside = thread;
        else act(rule);
    }
}

static pid_t start(char **command)
{
    int gate[2];
    char byte;
    if (pipe(gate) != 0) fail("pipe");
    pid_t child = fork();
    if (child < 0) fail("fork");
    if (child == 0) {
        close(gate[1]);
        if (read(gate[0], &byte, 1) != 1) _exit(97);
        close(gate[0]);
        execvp(command[0], command);
        _exit(97);
    }
    if (ptrace(PTRACE_SEIZE, child, 0, OPTIONS) != 0 || ptrace(PTRACE_INTERRUPT, child, 0, 0) != 0) fail("ptrace");
    if (write(gate[1], "", 1) != 1) fail("write");
    close(gate[0]);
    close(gate[1]);
    return child;
}

int main(int argc, char **argv)
{
    int at = 1, status, code = 97;
    for (; at + 4 < argc && strcmp(argv[at], "--") != 0 && rule_count < RULES; at += 4)
        rules[rule_count++] = (struct rule){argv[at][0] == 'a', number_of(argv[at + 1]), 0, argv[at + 1], argv[at + 2], argv[at + 3], 0};
    if (at + 1 >= argc || strcmp(argv[at], "--") != 0) return 97;
    pid_t child = start(argv + at + 1);
    for (pid_t thread; (thread = waitpid(-1, &status, __WALL)) > 0;) {
        if (!WIFSTOPPED(status)) {
            if (thread == child) code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
            continue;
        }
        int signal = WSTOPSIG(status);
        if (signal == (SIGTRAP | 0x80)) at_call(thread);
        int is_event = status >> 16 != 0 || signal == (SIGTRAP | 0x80);
        ptrace(PTRACE_SYSCALL, thread, 0, is_event ? 0 : signal);
    }
    for (struct rule *rule = rules; rule < rules + rule_count; rule++) {
        if (rule->done) continue;
        fprintf(stderr, "step: never came to %s %s\n", rule->call, rule->name);
        code = 98;
    }
    return code;
}
