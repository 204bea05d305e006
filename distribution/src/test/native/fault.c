/*
 * Makes one system call of a program fail, as strace -e inject does, which counts calls of each thread by itself and cannot be told which it shall strike.
 *
 *     fault LOG UNTIL THREAD NUMBER NTH WHAT COMMAND...
 *
 * runs COMMAND and makes the NTH call of that NUMBER of its thread THREAD (0 is the first, others are counted as they are made; so are processes that it
 * forks) not happen: with WHAT an error number it fails with it, with "ok" it says that it succeeded, with "kill" the process is killed instead, and
 * with "exit" the thread ends. NTH+ is all from the NTH on. LOG then holds "struck" and the arguments. With "-" for THREAD nothing is struck, and LOG
 * holds a line for each call: thread, number, which of that number it is, and arguments. From the execution of the program UNTIL on nothing is traced.
 * Ends as COMMAND does.
 */
#define _GNU_SOURCE
#include <elf.h>
#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/ptrace.h> /* behind sys/ptrace.h, whose names it defines */

#define CALLS 512
#define OPTIONS                                                                                                                                      \
    (PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL)

struct thread {
    struct thread *next;
    pid_t id;
    int index;
    int is_struck, is_in_brk; /* the call that it is in */
    int count[CALLS];         /* of each number */
};

static struct thread *threads;
static int thread_count;
static FILE *log_file;
static const char *until;
static int target = -1, target_call, from, all_later;
static const char *what;
static long heap_end; /* what brk(2) returned last */
static int executed;  /* how often */

static void __attribute__((noreturn)) die(const char *why)
{
    perror(why);
    exit(99);
}

static struct thread *find(pid_t id)
{
    struct thread *t = threads;
    while (t != NULL && t->id != id) t = t->next;
    if (t != NULL) return t;
    t = calloc(1, sizeof *t);
    if (t == NULL) die("calloc");
    *t = (struct thread){.next = threads, .id = id, .index = thread_count++};
    return threads = t;
}

static void get_registers(pid_t id, struct user_regs_struct *to)
{
    struct iovec part = {to, sizeof *to};
    if (ptrace(PTRACE_GETREGSET, id, NT_PRSTATUS, &part) != 0) die("PTRACE_GETREGSET");
}

static void set_registers(pid_t id, struct user_regs_struct *from)
{
    struct iovec part = {from, sizeof *from};
    if (ptrace(PTRACE_SETREGSET, id, NT_PRSTATUS, &part) != 0) die("PTRACE_SETREGSET");
}

/* Let the kernel find another call: -1 is none. */
static void change_call(pid_t id, int number)
{
#if defined __x86_64__
    struct user_regs_struct registers;
    get_registers(id, &registers);
    registers.orig_rax = (unsigned long)number;
    set_registers(id, &registers);
#elif defined __aarch64__
    struct iovec part = {&number, sizeof number};
    if (ptrace(PTRACE_SETREGSET, id, NT_ARM_SYSTEM_CALL, &part) != 0) die("PTRACE_SETREGSET");
#endif
}

/* brk(2) has no errors, but returns the end that the heap keeps. */
static long result_of(int number)
{
    return number == SYS_brk ? heap_end : -atol(what); /* 0 for "ok" */
}

static void set_result(pid_t id, long result)
{
    struct user_regs_struct registers;
    get_registers(id, &registers);
#if defined __x86_64__
    registers.rax = (unsigned long)result;
#elif defined __aarch64__
    registers.regs[0] = (unsigned long)result;
#endif
    set_registers(id, &registers);
}

static void tell(const char *before, const unsigned long long *arguments)
{
    fputs(before, log_file);
    for (int i = 0; i < 6; i++) fprintf(log_file, " %llx", arguments[i]);
    fputc('\n', log_file);
}

/* The kernel wakes who sleeps on a futex, and tells the end of the heap and the parent, whatever happens (futex(2), brk(2), getppid(2)). */
static int cannot_fail(int number, const unsigned long long *arguments)
{
    unsigned long long operation = arguments[1] & ~(unsigned long long)(FUTEX_PRIVATE_FLAG | FUTEX_CLOCK_REALTIME);
    if (number == SYS_futex) return operation != FUTEX_WAIT && operation != FUTEX_WAIT_BITSET;
    return number == SYS_exit || number == SYS_exit_group || number == SYS_getppid || (number == SYS_brk && arguments[0] == 0);
}

static void entered(struct thread *t, unsigned long long number, const unsigned long long *arguments)
{
    char line[64];
    if (executed == 0 || number >= CALLS || cannot_fail((int)number, arguments)) return;
    int nth = ++t->count[number];
    if (target < 0) {
        snprintf(line, sizeof line, "%d %llu %d", t->index, number, nth);
        tell(line, arguments);
        return;
    }
    if (t->index != target || (int)number != target_call || (all_later ? nth < from : nth != from)) return;
    tell("struck", arguments);
    if (strcmp(what, "kill") == 0) kill(t->id, SIGKILL);
    else change_call(t->id, strcmp(what, "exit") == 0 ? SYS_exit : -1);
    t->is_struck = 1;
}

static void stopped_at_call(struct thread *t)
{
    struct __ptrace_syscall_info info;
    if (ptrace(PTRACE_GET_SYSCALL_INFO, t->id, sizeof info, &info) <= 0) return;
    if (info.op == PTRACE_SYSCALL_INFO_ENTRY) {
        t->is_in_brk = info.entry.nr == SYS_brk;
        entered(t, info.entry.nr, (const unsigned long long *)info.entry.args);
    } else if (t->is_struck != 0) {
        set_result(t->id, result_of(target_call));
        t->is_struck = 0;
    } else if (t->is_in_brk) heap_end = info.exit.rval;
}

static int is_until(pid_t id)
{
    char link[32], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/%d/exe", (int)id);
    ssize_t length = readlink(link, path, sizeof path - 1);
    path[length > 0 ? length : 0] = '\0';
    return strcmp(path, until) == 0;
}

/* Let a stopped thread go on. */
static void stopped(pid_t id, int status)
{
    struct thread *t = find(id);
    int signal = WSTOPSIG(status), event = status >> 16;
    unsigned long child = 0;
    if (signal == (SIGTRAP | 0x80)) {
        stopped_at_call(t);
        signal = 0;
    } else if (event == PTRACE_EVENT_EXEC) {
        if (is_until(id)) {
            ptrace(PTRACE_DETACH, id, NULL, 0);
            return;
        }
        if (executed++ > 0 && target < 0) fputs("executed\n", log_file);
        signal = 0;
    } else if (event != 0) {
        if (event != PTRACE_EVENT_STOP && ptrace(PTRACE_GETEVENTMSG, id, NULL, &child) == 0) find((pid_t)child);
        signal = 0;
    } else if (signal == SIGSTOP) signal = 0; /* what a new thread begins with */
    ptrace(PTRACE_SYSCALL, id, NULL, (void *)(long)signal);
}

static int trace(pid_t leader)
{
    for (int status;;) {
        pid_t id = waitpid(-1, &status, __WALL);
        if (id < 0 && errno == EINTR) continue;
        if (id < 0) die("waitpid");
        if (WIFSTOPPED(status)) stopped(id, status);
        else if (id == leader) {
            if (WIFSIGNALED(status)) fprintf(log_file, "killed by %d\n", WTERMSIG(status));
            return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        }
    }
}

int main(int argc, char **argv)
{
    int status;
    if (argc < 8) return 99;
    log_file = fopen(argv[1], "we");
    if (log_file == NULL) die(argv[1]);
    until = argv[2];
    if (argv[3][0] != '-') target = atoi(argv[3]);
    target_call = atoi(argv[4]);
    from = atoi(argv[5]);
    all_later = strchr(argv[5], '+') != NULL;
    what = argv[6];
    pid_t leader = fork();
    if (leader < 0) die("fork");
    if (leader == 0) {
        if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0) die("ptrace");
        raise(SIGSTOP);
        execvp(argv[7], argv + 7);
        die(argv[7]);
    }
    if (waitpid(leader, &status, 0) != leader || !WIFSTOPPED(status)) die("waitpid");
    find(leader);
    if (ptrace(PTRACE_SETOPTIONS, leader, NULL, OPTIONS) != 0 || ptrace(PTRACE_SYSCALL, leader, NULL, 0) != 0) die("ptrace");
    int code = trace(leader);
    if (fclose(log_file) != 0) die("fclose");
    return code;
}
