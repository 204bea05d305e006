/*
 * A kernel in this process, for what the real one cannot be asked for: the exact order of perform()'s calls, and the failure of any one
 * of them. perform.c is linked with --wrap for every function that makes one (see NativeIT); the real kernel serves all other tests.
 */
#ifndef CTK_SIMULATED_KERNEL_H
#define CTK_SIMULATED_KERNEL_H

#include "perform.h"

#include <limits.h>
#include <sys/types.h>

#define MOST_GROUPS 65536

struct file {
    const char *path;
    int directory, access; /* the errno of access(2) for execution, or 0 */
};

struct kernel {
    /* the process; set before run() */
    uint32_t uid[3], gid[3], group_count; /* and groups, below */
    uint64_t permitted, effective, inheritable, ambient, bounding, mask, pending, ignored, handled, ending;
    uint64_t late; /* comes right behind the look at what is pending */
    int pid, parent, pdeathsig, keeps;
    mode_t umask;
    uint32_t first_group;     /* sorts before all others: user namespaces sort by the ids outside (user_namespaces(7)) */
    const struct file *files; /* up to one without path */

    /* what goes wrong: at the n-th call, counted from 1 */
    unsigned fail_at, deaf_at, lie_at; /* fails with fail_errno; says yes and does nothing; answers something else than what is */
    const char *fail_on; /* each call that is written so in the trace fails as well */
    int fail_errno;

    /* what happened */
    unsigned calls, lines; /* all calls, and those of them that said something */
    int exit_code;         /* 128+n if a signal ended it, -1 if execve became the command */
    char **argv, **env;    /* of execve: the caller's, and a copy that is valid until the next run */
    size_t used;
    char trace[1 << 16];              /* the calls, one a line */
    char failed[PATH_MAX + 16];       /* which call that was */
    char lied[PATH_MAX + 16];         /* likewise */
    char said[4096];                  /* to descriptor 2 */
    char path[PATH_MAX];              /* of execve */
    uint32_t groups[MOST_GROUPS];     /* the process's */
};

extern struct kernel kernel;

/* Forget all, and be root of a container with the usual files. */
void kernel_reset(void);

/* Perform the record on the simulated kernel, which then tells what happened. */
void kernel_run(const struct start *start, const void *record, size_t size);

/* Return whether the process is who the decision says, in every respect that exec passes on. */
int kernel_is(const struct decision *d);

#endif
