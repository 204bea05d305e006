/* A usual start on the simulated kernel: tests change what is unusual, and run it. */
#ifndef CTK_USUAL_START_H
#define CTK_USUAL_START_H

#include "check.h"
#include "decision_encode.h"
#include "simulated_kernel.h"

#include <stdlib.h>

#define BITS(a, b) (SIGNAL_BIT(a) | SIGNAL_BIT(b))

static const uint32_t two_groups[] = {20, 44};
static char *const usual_argv[] = {"ctk", "run", "app", "app", "--flag", "", NULL};
static char *const usual_env[] = {"PATH=/usr/local/bin:/usr/bin", "HOME=/root", "no equals sign", "", "Z=\xff", NULL};
static const char *const home[] = {"HOME=/srv"};

static struct entry entry;
static struct plan plan;

/* From root, with a parent-death signal, an ignored and a blocked signal and three free descriptors, to a user with two groups. */
static inline void usual(void)
{
    kernel_reset();
    memset(&entry, 0, sizeof entry);
    entry.version = ENTRY_VERSION;
    entry.size = sizeof entry;
    entry.blocked = SIGNAL_BIT(SIGUSR1);
    entry.ignored = BITS(SIGPIPE, 33);
    kernel.handled = BITS(SIGPIPE, SIGXFSZ) | SIGNAL_BIT(SIGSEGV); /* by the VM */
    entry.pdeathsig = SIGTERM;
    entry.parent = kernel.parent = 0;
    entry.free_count = 3;
    memcpy(entry.free, (int32_t[]){3, 5, 9}, 3 * sizeof *entry.free);
    plan = (struct plan){SET_GROUPS | SET_GID | SET_UID, 1000, 1001, 3, 2, 1, two_groups, "ctk run", "'app'", home, 0, NULL};
}

/* Perform the plan with these arguments and variables. The record ends where its allocation ends; it stays until the next run. */
static inline void run_with(char *const *argv, char *const *env)
{
    static unsigned char *record;
    free(record);
    record = malloc(encoded_size(&plan));
    struct start start = {&entry, (char **)argv, (char **)env};
    kernel_run(&start, record, encode(&plan, record));
}

static inline void run(void)
{
    run_with(usual_argv, usual_env);
}

static inline void check_error(const char *name, int code, const char *line)
{
    check(kernel.exit_code == code && kernel.lines == 1 && strstr(kernel.trace, "execve") == NULL, "%s: exit code %d, one line, no execve", name, code);
    check_text(name, line, kernel.said);
}

#endif
