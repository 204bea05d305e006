/*
 * What must hold for every record, whatever the kernel does:
 *
 *   - one that is refused leads to no call but the error line and the exit;
 *   - one that is accepted equals the encoding of what was read from it;
 *   - the command is only executed if every verifying call worked and named who the record says, who the process then is, unless the
 *     kernel lied to that end;
 *   - then its environment has each variable that an edit sets, none that edits only remove, and all else of the caller's.
 *
 * The first CONFIGURATION bytes of an input say what the simulated kernel does, the rest is the record. decision_fuzz_main.c runs it with any
 * compiler; distribution/fuzz/decision with clang's libFuzzer.
 */
#define _GNU_SOURCE
#include "decision_fuzz.h"
#include "decision_encode.h"
#include "simulated_kernel.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#define LARGEST (1 << 16)

unsigned long fuzz_accepted, fuzz_executed;

static char *const arguments[] = {"ctk", "run", "app", "app", "argument", NULL};
static char *const variables[] = {"A=1", "PATH=/usr/local/bin:/usr/bin", "HOME=/root", "HOME=/again", "none", "", NULL};
static uint32_t groups[LARGEST / 4];
static const char *edits[LARGEST / 5];

static void violated(const char *what, const unsigned char *data, size_t size)
{
    fprintf(stderr, "violated: %s\n%s", what, kernel.trace);
    for (size_t i = 0; i < size; i++) fprintf(stderr, "%02x", data[i]);
    fputc('\n', stderr);
    abort();
}

/* Make the kernel, and the process before the start, what the configuration says. */
static void configure(const unsigned char *c, const struct decision *d, struct entry *entry)
{
    static const int errors[] = {EPERM, EINVAL, EBADF, ENOENT};
    kernel_reset();
    if (c[0] % 3 != 0) { /* the target already, or somebody who almost is */
        for (int i = 0; i < 3; i++) kernel.uid[i] = d->uid, kernel.gid[i] = d->gid;
        kernel.group_count = d->group_count;
        for (uint32_t i = 0; i < d->group_count; i++) kernel.groups[i] = get_u32(d->groups + 4 * (size_t)i);
        if (c[0] % 3 == 2) (c[0] & 4 ? kernel.uid : kernel.gid)[c[0] / 8 % 3] ^= 1;
    }
    if (c[1] & 1) kernel.inheritable = kernel.ambient = c[1];
    if (c[1] & 2) kernel.permitted = kernel.effective = 0;
    kernel.fail_at = c[2] % 64;
    kernel.fail_errno = errors[c[3] % 4];
    kernel.lie_at = c[4] % 32;
    kernel.deaf_at = c[5] % 32;
    kernel.pid = c[6] & 1 ? 1 : 7;
    kernel.pending = (c[6] & 2 ? SIGNAL_BIT(SIGTERM) : 0) | (c[6] & 4 ? SIGNAL_BIT(SIGUSR1) : 0);
    entry->pdeathsig = c[6] & 8 ? SIGTERM : 0;
    entry->parent = c[6] & 16 ? 1 : 0;
    entry->ignored = c[6] & 32 ? SIGNAL_BIT(SIGTERM) | SIGNAL_BIT(64) : 0;
    entry->blocked = c[7];
    entry->free_count = 2;
    entry->free[1] = 3;
}

static int is_one_of(const char *call, const char *names)
{
    for (const char *n = names; *n != '\0'; n += strlen(n) + 1)
        if (strncmp(call, n, strlen(n)) == 0) return 1;
    return 0;
}

/* Return whether the variable is one that the edit sets or removes. */
static int names(const char *edit, const char *variable)
{
    size_t length = strcspn(edit, "=");
    return strncmp(edit, variable, length) == 0 && variable[length] == '=';
}

/* Return how often a string is among the variables of the command. */
static size_t times(const char *variable)
{
    size_t n = 0;
    for (char **e = kernel.env; *e != NULL; e++) n += strcmp(*e, variable) == 0;
    return n;
}

/* Return what is wrong with the environment of the command, or NULL. */
static const char *wrong_environment(const struct decision *d, const struct plan *p)
{
    size_t next = 0;
    for (uint32_t i = 0; i < p->edit_count; i++)
        if (strchr(p->edits[i], '=') != NULL && times(p->edits[i]) == 0) return "an edit is missing in the environment";
    for (char **e = kernel.env; *e != NULL; e++) {
        int named = 0, set = 0;
        for (uint32_t i = 0; i < p->edit_count; i++) {
            named |= names(p->edits[i], *e);
            set |= strcmp(p->edits[i], *e) == 0;
        }
        if (named && !set) return "a variable is left that an edit removes or replaces";
        if (!set && d->settings[CLEAR_ENVIRONMENT].bytes != NULL) return "a variable is left in an environment that was to be emptied";
    }
    for (char *const *v = variables; *v != NULL && d->settings[CLEAR_ENVIRONMENT].bytes == NULL; v++) {
        uint32_t i = 0;
        while (i < p->edit_count && !names(p->edits[i], *v)) i++;
        if (i < p->edit_count) continue;
        while (kernel.env[next] != NULL && kernel.env[next] != *v) next++;
        if (kernel.env[next] == NULL) return "a variable is lost, or not in its place";
    }
    return NULL;
}

/* Return what must not have been, or NULL. */
static const char *wrong_execution(const struct decision *d, const struct plan *p)
{
    static const char verifying[] = "getresuid\0getresgid\0getgroups\0capget\0";
    static const char may_fail[] = "getppid\0stat\0access\0kill\0";
    int said_no = kernel.fail_errno == EINVAL ? strncmp(kernel.failed, "prctl ambient", 13) == 0 : kernel.fail_errno == EBADF && strncmp(kernel.failed, "close-on-exec", 13) == 0;
    said_no |= kernel.fail_errno == EPERM && strncmp(kernel.failed, "fchown", 6) == 0;
    int lied = is_one_of(kernel.lied, verifying);
    if (lied && kernel_is(d)) return "executed although verification was told something else";
    if (kernel.failed[0] != '\0' && !said_no && !is_one_of(kernel.failed, may_fail)) return "executed although a call failed";
    if (!lied && !kernel_is(d)) return "executed as somebody else";
    if (kernel.argv != arguments + d->command) return "executed with other arguments";
    if (kernel.lines != 0) return "executed with an error line";
    return wrong_environment(d, p);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct entry entry = {.version = ENTRY_VERSION, .size = sizeof entry};
    struct start start = {&entry, (char **)arguments, (char **)variables};
    struct decision d = {0};
    if (size < CONFIGURATION || size > LARGEST) return 0;
    size_t length = size - CONFIGURATION;
    unsigned char *record = malloc(length > 0 ? length : 1); /* ends where the record ends, for the sanitizers */
    memcpy(record, data + CONFIGURATION, length);
    int accepted = decision_read(record, length, &d) == 0;
    if (!accepted) memset(&d, 0, sizeof d);
    configure(data, &d, &entry);
    kernel_run(&start, record, length);
    if (!accepted || d.command >= 5) {
        int quiet = kernel.fail_at == 1 ? 0 : 1;
        if (kernel.exit_code != 125 || kernel.calls != 2 || (int)kernel.lines != quiet) violated("a refused record did something", data, size);
    }
    if (accepted) {
        fuzz_accepted++;
        struct plan p = plan_of(&d, groups, edits);
        unsigned char *again = malloc(encoded_size(&p));
        if (encode(&p, again) != length || memcmp(again, record, length) != 0) violated("an accepted record is not its own encoding", data, size);
        free(again);
        if (kernel.exit_code == -1) {
            const char *wrong = wrong_execution(&d, &p);
            fuzz_executed++;
            if (wrong != NULL) violated(wrong, data, size);
        }
    }
    free(record);
    return 0;
}
