#define _GNU_SOURCE
#include "child.h"

#include "perform.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define RESULT 3           /* the program's descriptor */
#define STREAMS 3          /* the first of its descriptors, and above them */
#define STACK (256u << 10) /* for perform(), without the environment that it puts there */

/* What the child is told: all of it is in its copy of the memory. */
struct task {
    const struct entry *entry;
    const struct child *child;
    int errors, result; /* the ends that it writes to; result: or -1 */
};

static void close_both(const int ends[2])
{
    int error = errno;
    if (ends[0] >= 0) close(ends[0]);
    if (ends[1] >= 0) close(ends[1]);
    errno = error;
}

/* Make a pipe of descriptors that are none of the program's. Return 0, or -1 with errno. */
static int make_pipe(int ends[2])
{
    int low[2];
    if (pipe2(low, O_CLOEXEC) != 0) return -1;
    ends[0] = fcntl(low[0], F_DUPFD_CLOEXEC, RESULT + 1);
    ends[1] = ends[0] >= 0 ? fcntl(low[1], F_DUPFD_CLOEXEC, RESULT + 1) : -1;
    close_both(low);
    if (ends[1] >= 0) return 0;
    close_both(ends);
    return -1;
}

static void __attribute__((noreturn)) fail(const struct task *task, const char *what, const char *quoted)
{
    struct decision d;
    const char *cause = strerrordesc_np(errno);
    error_line(decision_read(task->child->record, task->child->size, &d) == 0 ? d.label : "ctk", what, quoted, cause);
    _exit(EXIT_CTK);
}

/* Put a descriptor where the program expects it, and let the performer not end it. */
static void place(const struct task *task, struct entry *entry, int from, int to)
{
    uint32_t kept = 0;
    if (dup2(from, to) != to) fail(task, "cannot place a descriptor", NULL);
    for (uint32_t i = 0; i < entry->free_count; i++)
        if (entry->free[i] != to) entry->free[kept++] = entry->free[i];
    entry->free_count = kept;
}

/* First all out of the way: one may be where another is to be. */
static void place_streams(const struct task *task, struct entry *entry)
{
    int away[STREAMS];
    for (int i = 0; i < STREAMS; i++) {
        int from = task->child->streams[i];
        away[i] = from >= 0 ? fcntl(from, F_DUPFD_CLOEXEC, RESULT + 1) : -1;
        if (from >= 0 && away[i] < 0) fail(task, "cannot place a descriptor", NULL);
    }
    for (int i = 0; i < STREAMS; i++)
        if (away[i] >= 0) place(task, entry, away[i], i);
}

/* Enter the process group, and give it the terminal; SIGTTOU is blocked here (launcher.c). A terminal that is gone is found by whoever reads it. */
static void enter_group(const struct task *task)
{
    if (task->child->group >= 0 && setpgid(0, task->child->group) != 0) fail(task, "cannot enter the process group", NULL);
    if (task->child->terminal >= 0) tcsetpgrp(task->child->terminal, getpgrp());
}

/* The child, up to exec. Async-signal-safe: of this process's threads it has only the one that made it, and locks may be held by the others. */
static int become_program(void *argument)
{
    const struct task *task = argument;
    struct entry entry = *task->entry;
    const struct start start = {&entry, task->child->argv, task->child->env};
    entry.pdeathsig = 0; /* the kernel clears it for a child (prctl(2)) */
    error_output = task->errors;
    enter_group(task);
    place_streams(task, &entry);
    if (task->result >= 0) place(task, &entry, task->result, RESULT);
    if (task->child->directory != NULL && chdir(task->child->directory) != 0) fail(task, "cannot change to directory", task->child->quoted);
    perform(&start, task->child->record, task->child->size);
}

/* fork(2), without what libc does for it, onto a stack that has room for the environment, as that of a Java thread may not. */
static pid_t fork_task(struct task *task)
{
    size_t count = 0;
    while (task->child->env[count] != NULL) count++;
    size_t size = STACK + count * sizeof(char *) + 2 * task->child->size; /* an edit is six bytes of the record at least */
    char *stack = malloc(size);
    if (stack == NULL) return -1;
    pid_t pid = clone(become_program, stack + size, SIGCHLD, task);
    int error = errno;
    free(stack);
    errno = error;
    return pid;
}

int child_start(const struct entry *entry, struct child *child)
{
    int errors[2] = {-1, -1}, result[2] = {-1, -1};
    pid_t pid = -1;
    if (make_pipe(errors) == 0 && (child->result == 0 || make_pipe(result) == 0)) pid = fork_task(&(struct task){entry, child, errors[1], result[1]});
    if (pid < 0) {
        close_both(errors);
        close_both(result);
        return -1;
    }
    close(errors[1]);
    if (result[1] >= 0) close(result[1]);
    child->errors = errors[0];
    child->result = result[0];
    return pid;
}
