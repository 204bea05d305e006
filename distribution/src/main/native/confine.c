/* What the command may not do, although its user may: done last, since it would stop ctk as well. */
#define _GNU_SOURCE
#include "switch.h"

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static void restrict_files(const struct decision *d)
{
    const struct setting_bytes *rules = &d->settings[LANDLOCK];
    if (rules->bytes == NULL) return;
    struct landlock_ruleset_attr handled = {.handled_access_fs = u64_at(rules->bytes)};
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &handled, sizeof handled.handled_access_fs, 0);
    if (ruleset < 0) fail_call(d, "cannot make a Landlock ruleset");
    for (uint32_t at = 8; at < rules->size;) {
        const char *path = (const char *)rules->bytes + at + 12;
        struct landlock_path_beneath_attr rule = {u64_at(rules->bytes + at), open(path, O_PATH | O_CLOEXEC)};
        if (rule.parent_fd < 0 || syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0) fail_call(d, "cannot add a Landlock rule");
        close(rule.parent_fd);
        at += 12 + u32_at(rules->bytes + at + 8) + 1;
    }
    if (syscall(SYS_landlock_restrict_self, ruleset, 0) != 0) fail_call(d, "cannot restrict by Landlock");
    close(ruleset);
}

static void filter(const struct decision *d, enum setting which)
{
    const struct setting_bytes *program = &d->settings[which];
    if (program->bytes == NULL) return;
    struct sock_fprog loaded = {(unsigned short)(program->size / 8), (struct sock_filter *)program->bytes};
    if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &loaded) != 0) fail_call(d, "cannot load a seccomp filter");
}

void confine(const struct decision *d)
{
    if (d->settings[NO_NEW_PRIVS].bytes != NULL && syscall(SYS_prctl, PR_SET_NO_NEW_PRIVS, 1UL, 0UL, 0UL, 0UL) != 0) fail_call(d, "cannot set no_new_privs");
    restrict_files(d);
    filter(d, FILTER);
    filter(d, SECOND_FILTER);
}
