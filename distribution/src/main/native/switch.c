/* The switch: what is done as who ctk was started as, up to the verified identity of the target. */
#define _GNU_SOURCE
#include "switch.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/capability.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>

#define CAPABILITIES 64

static long control(int option, unsigned long a, unsigned long b)
{
    return syscall(SYS_prctl, option, a, b, 0UL, 0UL);
}

static uint32_t groups[NGROUPS_MAX + 1]; /* not on a stack that the caller may have made small */

/* Give root's terminals and pipes among the standard streams to the target, who could not open them again in /proc/self/fd or /dev else. */
static void own_stdio(const struct decision *d)
{
    uint32_t when = setting_u32(d, OWN_STDIO, 0);
    if (when == 0 || (when == 1 && getpid() != 1)) return;
    for (int fd = 0; fd < 3; fd++) {
        struct stat st;
        char terminal[64]; /* struct termios of the kernel */
        if (fstat(fd, &st) != 0 || st.st_uid != 0 || !(S_ISFIFO(st.st_mode) || (S_ISCHR(st.st_mode) && syscall(SYS_ioctl, fd, TCGETS, terminal) == 0))) continue;
        /* it is a convenience, which a missing capability or a read-only mount does not make a failure */
        if (syscall(SYS_fchown, fd, d->uid, (gid_t)-1) != 0 && errno != EPERM && errno != EROFS) fail_call(d, "cannot give away a standard stream");
    }
}

static void set_limits(const struct decision *d)
{
    const struct setting_bytes *limits = &d->settings[LIMITS];
    for (uint32_t at = 0; at < limits->size; at += 20) {
        struct rlimit limit = {u64_at(limits->bytes + at + 4), u64_at(limits->bytes + at + 12)};
        if (syscall(SYS_prlimit64, 0, u32_at(limits->bytes + at), &limit, NULL) != 0) fail_call(d, "cannot set a resource limit");
    }
    if (d->settings[NICENESS].bytes != NULL && syscall(SYS_setpriority, PRIO_PROCESS, 0, (int)setting_u32(d, NICENESS, 0)) != 0) fail_call(d, "cannot set the niceness");
}

static void set_exec_label(const struct decision *d)
{
    const char *file = (const char *)d->settings[EXEC_LABEL].bytes;
    if (file == NULL) return;
    const char *label = file + strlen(file) + 1;
    int fd = open(file, O_WRONLY | O_CLOEXEC);
    if (fd < 0 || write(fd, label, strlen(label)) < 0) fail_call(d, "cannot set the label of the security module");
    close(fd);
}

static void drop_bounding_set(const struct decision *d)
{
    uint64_t set = setting_u64(d, BOUNDING_SET, UINT64_MAX);
    for (unsigned long n = 0; n < CAPABILITIES && set != UINT64_MAX; n++) {
        if ((set >> n & 1) != 0) continue;
        long is_in = control(PR_CAPBSET_READ, n, 0);
        if (is_in < 0 && errno != EINVAL) fail_call(d, "cannot read the bounding set"); /* EINVAL: the kernel does not know it */
        if (is_in != 1) continue;
        if (control(PR_CAPBSET_DROP, n, 0) != 0 || control(PR_CAPBSET_READ, n, 0) != 0) fail_call(d, "cannot drop a capability from the bounding set");
    }
}

static void set_capabilities(const struct decision *d, uint64_t permitted, uint64_t inheritable)
{
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct sets[2] = {{(uint32_t)permitted, (uint32_t)permitted, (uint32_t)inheritable},
                                             {(uint32_t)(permitted >> 32), (uint32_t)(permitted >> 32), (uint32_t)(inheritable >> 32)}};
    if (syscall(SYS_capset, &header, sets) != 0) fail_call(d, inheritable != 0 ? "cannot keep capabilities" : "cannot clear capabilities");
}

static uint64_t permitted_now(const struct decision *d)
{
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct now[2];
    if (syscall(SYS_capget, &header, now) != 0) fail_call(d, "cannot read capabilities");
    return now[0].permitted | (uint64_t)now[1].permitted << 32;
}

/* Of the target, whose effective set the kernel has emptied: the permitted one is left by KEEPCAPS, if that was set. */
static void keep_capabilities(const struct decision *d, uint64_t kept)
{
    if (kept != 0 || d->settings[SECUREBITS].bytes != NULL) set_capabilities(d, permitted_now(d), kept);
    /* EINVAL: there was no ambient set before Linux 4.3 */
    if (control(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0) != 0 && errno != EINVAL) fail_call(d, "cannot clear ambient capabilities");
    for (unsigned long n = 0; n < CAPABILITIES; n++)
        if ((kept >> n & 1) != 0 && control(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, n) != 0) fail_call(d, "cannot raise an ambient capability");
}

static void set_securebits(const struct decision *d)
{
    if (d->settings[SECUREBITS].bytes != NULL && control(PR_SET_SECUREBITS, setting_u32(d, SECUREBITS, 0), 0) != 0)
        fail_call(d, "cannot set securebits");
}

void switch_user(const struct decision *d)
{
    uint64_t kept = setting_u64(d, KEPT_CAPABILITIES, 0);
    own_stdio(d);
    set_limits(d);
    set_exec_label(d);
    drop_bounding_set(d);
    if (d->uid != 0 && (kept != 0 || d->settings[SECUREBITS].bytes != NULL) && control(PR_SET_KEEPCAPS, 1, 0) != 0) fail_call(d, "cannot keep capabilities");
    for (uint32_t i = 0; i < d->group_count; i++) groups[i] = u32_at(d->groups + 4 * (size_t)i);
    if ((d->flags & SET_GROUPS) != 0 && syscall(SYS_setgroups, (size_t)d->group_count, groups) != 0) fail_call(d, "cannot set supplementary groups");
    if ((d->flags & SET_GID) != 0 && syscall(SYS_setresgid, d->gid, d->gid, d->gid) != 0) fail_call(d, "cannot set group id");
    if ((d->flags & SET_UID) != 0 && syscall(SYS_setresuid, d->uid, d->uid, d->uid) != 0) fail_call(d, "cannot set user id");
    if (d->uid != 0) keep_capabilities(d, kept);
    set_securebits(d);
    if (d->uid != 0) set_capabilities(d, kept, kept); /* root's are what its container gave it */
}

/* Sort in place, small numbers first (shell sort: no allocation, no recursion). */
static void sort(uint32_t *numbers, uint32_t count)
{
    for (uint32_t gap = count / 2; gap > 0; gap /= 2)
        for (uint32_t i = gap; i < count; i++)
            for (uint32_t j = i; j >= gap && numbers[j - gap] > numbers[j]; j -= gap) {
                uint32_t swap = numbers[j];
                numbers[j] = numbers[j - gap];
                numbers[j - gap] = swap;
            }
}

int groups_are(const unsigned char *wanted, uint32_t count)
{
    if (syscall(SYS_getgroups, (int)count + 1, groups) != (long)count) return 0;
    sort(groups, count); /* the kernel sorts them by their ids outside of a user namespace */
    for (uint32_t i = 0; i < count; i++)
        if (groups[i] != u32_at(wanted + 4 * (size_t)i)) return 0;
    return 1;
}

/* Ask the kernel who this is now, and compare with the decision: no call above is believed (setresuid(2), capabilities(7)). */
void verify(const struct decision *d)
{
    uint32_t u[3], g[3];
    if (syscall(SYS_getresuid, &u[0], &u[1], &u[2]) != 0 || u[0] != d->uid || u[1] != d->uid || u[2] != d->uid) fail(d, EXIT_CTK, "the user id is not the one decided", NULL, NULL);
    if (syscall(SYS_getresgid, &g[0], &g[1], &g[2]) != 0 || g[0] != d->gid || g[1] != d->gid || g[2] != d->gid) fail(d, EXIT_CTK, "the group id is not the one decided", NULL, NULL);
    if (!groups_are(d->groups, d->group_count)) fail(d, EXIT_CTK, "the supplementary groups are not those decided", NULL, NULL);
    if (d->uid == 0) return;
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct now[2]; /* what is ambient is permitted and inheritable too: capabilities(7) */
    uint64_t kept = setting_u64(d, KEPT_CAPABILITIES, 0);
    if (syscall(SYS_capget, &header, now) != 0) fail_call(d, "cannot read capabilities");
    for (int i = 0; i < 2; i++, kept >>= 32)
        if (now[i].effective != (uint32_t)kept || now[i].permitted != (uint32_t)kept || now[i].inheritable != (uint32_t)kept)
            fail(d, EXIT_CTK, d->settings[KEPT_CAPABILITIES].bytes != NULL ? "the capabilities are not those decided" : "capabilities are left", NULL, NULL);
}
