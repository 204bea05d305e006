/* Compares what a sealed start was decided from with what is there. No allocation, no stdio; whatever is not certain does not hold. */
#define _GNU_SOURCE
#include "conditions.h"

#include "decision.h"
#include "switch.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/capability.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define CAPABILITIES 64
#define READ_FLAGS (O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
#define WALK_FLAGS (O_PATH | O_NOFOLLOW | O_DIRECTORY | O_CLOEXEC)

/* What getdents64(2) gives; the name follows, and ends with a NUL. */
struct found {
    uint64_t inode;
    int64_t offset;
    uint16_t size;
    uint8_t type;
    char name[];
};

static unsigned char chunk[1 << 14] __attribute__((aligned(8))); /* not on a stack that the caller may have made small */

int facts_now(struct facts *out)
{
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct sets[2];
    *out = (struct facts){.group_count = 0};
    if (syscall(SYS_getresuid, &out->uid[0], &out->uid[1], &out->uid[2]) != 0 || syscall(SYS_getresgid, &out->gid[0], &out->gid[1], &out->gid[2]) != 0) return -1;
    if (syscall(SYS_capget, &header, sets) != 0) return -1;
    out->permitted = sets[0].permitted | (uint64_t)sets[1].permitted << 32;
    out->effective = sets[0].effective | (uint64_t)sets[1].effective << 32;
    for (unsigned long n = 0; n < CAPABILITIES; n++) {
        long in = syscall(SYS_prctl, PR_CAPBSET_READ, n, 0UL, 0UL, 0UL);
        if (in < 0) break; /* EINVAL: the kernel has no more */
        out->bounding |= (uint64_t)(in == 1) << n;
    }
    long securebits = syscall(SYS_prctl, PR_GET_SECUREBITS, 0UL, 0UL, 0UL, 0UL), none = syscall(SYS_prctl, PR_GET_NO_NEW_PRIVS, 0UL, 0UL, 0UL, 0UL);
    out->securebits = (uint32_t)securebits;
    out->no_new_privs = (uint32_t)none;
    return securebits >= 0 && none >= 0 ? 0 : -1;
}

int facts_are(const struct facts *now, const struct facts *wanted)
{
    return memcmp(now->uid, wanted->uid, sizeof now->uid) == 0 && memcmp(now->gid, wanted->gid, sizeof now->gid) == 0 && now->permitted == wanted->permitted &&
           now->effective == wanted->effective && now->bounding == wanted->bounding && now->securebits == wanted->securebits &&
           now->no_new_privs == wanted->no_new_privs && groups_are(wanted->groups, wanted->group_count);
}

static int is_variable(const struct condition *c, char *const *env)
{
    const char *value = NULL;
    size_t length = strlen(c->name);
    for (; *env != NULL; env++) {
        if (strncmp(*env, c->name, length) != 0 || (*env)[length] != '=') continue;
        if (value != NULL) return 0;
        value = *env + length + 1;
    }
    return value == NULL || c->value == NULL ? value == c->value : strcmp(value, c->value) == 0;
}

/* Return whether what is left to read is this. */
static int reads(int fd, const unsigned char *bytes, size_t size)
{
    for (;;) {
        ssize_t n = read(fd, chunk, sizeof chunk);
        if (n <= 0) return n == 0 && size == 0;
        if ((size_t)n > size || memcmp(chunk, bytes, (size_t)n) != 0) return 0;
        bytes += n;
        size -= (size_t)n;
    }
}

static int is_content(const struct condition *c)
{
    struct stat st;
    int fd = open(c->name, READ_FLAGS);
    if (fd < 0) return 0;
    int equal = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size == (off_t)c->count && reads(fd, c->bytes, c->count);
    close(fd);
    return equal;
}

static int is_absent(const struct condition *c)
{
    struct stat st;
    return lstat(c->name, &st) != 0 && errno == ENOENT;
}

/* Fill in the status of an absolute path. Return 0, or -1 if there is none, or the way there leads over a link, . or .. */
static int walk(const char *path, struct stat *st)
{
    char part[NAME_MAX + 1];
    if (*path != '/') return -1;
    int directory = open("/", WALK_FLAGS), result = -1;
    while (directory >= 0) {
        size_t length = strcspn(++path, "/");
        if (length == 0 || length > NAME_MAX) break;
        memcpy(part, path, length);
        part[length] = '\0';
        if (strcmp(part, ".") == 0 || strcmp(part, "..") == 0) break;
        path += length;
        if (*path == '\0') {
            result = fstatat(directory, part, st, AT_SYMLINK_NOFOLLOW);
            break;
        }
        int next = openat(directory, part, WALK_FLAGS);
        close(directory);
        directory = next;
    }
    if (directory >= 0) close(directory);
    return result;
}

static int is_status(const struct condition *c)
{
    struct stat st;
    if (walk(c->name, &st) != 0 || S_ISLNK(st.st_mode)) return 0;
    return (st.st_mode & S_IFMT) == c->type && (c->uid == ANY || st.st_uid == c->uid) && (c->gid == ANY || st.st_gid == c->gid) &&
           (c->mode == ANY || (st.st_mode & 07777) == c->mode);
}

/* Return the place of a name in the list, or its length. */
static uint32_t place(const struct condition *c, const char *name)
{
    const char *listed = c->value;
    for (uint32_t i = 0; i < c->count; i++, listed = decision_next(listed)) {
        int order = strcmp(listed, name);
        if (order == 0) return i;
        if (order > 0) break;
    }
    return c->count;
}

/* Each name is in the list, and none is missing. A directory that changes meanwhile may name one twice (readdir(3)). */
static int lists(int fd, const struct condition *c)
{
    unsigned char seen[LISTING_MOST] = {0};
    uint32_t count = 0;
    long size;
    while ((size = syscall(SYS_getdents64, fd, chunk, sizeof chunk)) > 0) {
        const struct found *f;
        for (long at = 0; at < size; at += f->size) {
            f = (const struct found *)(chunk + at);
            if (strcmp(f->name, ".") == 0 || strcmp(f->name, "..") == 0) continue;
            uint32_t i = place(c, f->name);
            if (i == c->count) return 0;
            count += seen[i] == 0;
            seen[i] = 1;
        }
    }
    return size == 0 && count == c->count;
}

static int is_listing(const struct condition *c)
{
    int fd = open(c->name, READ_FLAGS | O_DIRECTORY);
    if (fd < 0) return 0;
    int equal = lists(fd, c);
    close(fd);
    return equal;
}

static int is_limit(const struct condition *c)
{
    struct rlimit now;
    return syscall(SYS_prlimit64, 0, c->resource, NULL, &now) == 0 && now.rlim_cur == c->soft && now.rlim_max == c->hard;
}

static int is_not_nicer(const struct condition *c)
{
    long now = syscall(SYS_getpriority, PRIO_PROCESS, 0); /* 20 less the niceness */
    return now >= 0 && 20 - now <= c->niceness;
}

/* Asks as is_setgroups_denied() of self.c does, which decides. */
static int is_setgroups(const struct condition *c)
{
    char word[4] = "";
    int fd = open("/proc/self/setgroups", O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) return c->denied == 0;
    ssize_t n = read(fd, word, sizeof word);
    close(fd);
    return (n == sizeof word && memcmp(word, "deny", sizeof word) == 0) == (c->denied != 0);
}

int condition_holds(const struct condition *c, char *const *env)
{
    switch (c->kind) {
    case VARIABLE: return is_variable(c, env);
    case CONTENT: return is_content(c);
    case ABSENT: return is_absent(c);
    case STATUS: return is_status(c);
    case LISTING: return is_listing(c);
    case LIMIT: return is_limit(c);
    case NOT_NICER: return is_not_nicer(c);
    case SETGROUPS: return is_setgroups(c);
    default: return 0;
    }
}
