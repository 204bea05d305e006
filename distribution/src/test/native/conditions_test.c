/*
 * Each condition of a sealed start, both ways, on real files, and which sealed files are trusted. Needs root.
 * Prints "ok NAME" or "not ok NAME" for each check, and exits 0 if all are ok.
 */
#define _GNU_SOURCE
#include "sealed_place.h"
#include "sealed_start.h"

#include <errno.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <grp.h>

#define ENV(...) ((char *const[]){__VA_ARGS__, NULL})

static int before; /* descriptors */

static void check_condition(int expected, struct condition c, char *const *env, const char *name)
{
    check(condition_holds(&c, env) == expected && descriptors() == before, "%s: %s", name, expected ? "holds" : "does not hold");
}

static void compares_variables(void)
{
    const struct condition set = {.kind = VARIABLE, .name = "A", .value = "1"}, empty = {.kind = VARIABLE, .name = "A", .value = ""}, unset = {.kind = VARIABLE, .name = "A"};
    check_condition(1, set, ENV("B=2", "A=1"), "a variable as it was");
    check_condition(0, set, ENV("A=2"), "another value");
    check_condition(0, set, ENV("A=12"), "a longer value");
    check_condition(0, set, ENV("A="), "an empty value");
    check_condition(0, set, ENV("A", "AA=1", "a=1", "=1", ""), "none of that name");
    check_condition(0, set, ENV("A=1", "A=1"), "two of that name");
    check_condition(1, empty, ENV("A="), "an empty variable");
    check_condition(0, empty, ENV("A"), "a string without a value");
    check_condition(1, unset, ENV("B=1", "A", "AA=1"), "no variable");
    check_condition(0, unset, ENV("A="), "no variable, but there is an empty one");
    check_condition(0, unset, ENV("A=1", "A=2"), "no variable, but there are two");
}

static void check_content(int expected, const char *path, const void *bytes, size_t size, const char *name)
{
    check_condition(expected, (struct condition){.kind = CONTENT, .name = path, .bytes = bytes, .count = (uint32_t)size}, ENV(NULL), name);
}

static void compares_contents(void)
{
    const size_t large = 100000;
    char *bytes = calloc(1, large + 1);
    put_file("large", bytes, large);
    put_file("small", "a\0b", 3);
    put_file("empty", "", 0);
    must(symlink("small", "link") == 0 && mkfifo("fifo", 0600) == 0 && mkdir("directory", 0755) == 0, "files");
    check_content(1, "small", "a\0b", 3, "a file");
    check_content(1, "link", "a\0b", 3, "one behind a link");
    check_content(1, "empty", "", 0, "an empty file");
    check_content(1, "large", bytes, large, "a large file");
    check_content(0, "small", "a\0c", 3, "another byte");
    check_content(0, "small", "a\0", 2, "a byte more");
    check_content(0, "small", "a\0b\0", 4, "a byte less");
    check_content(0, "large", bytes, large + 1, "a byte less at the end of a large file");
    bytes[large - 1] = 1;
    check_content(0, "large", bytes, large, "another last byte");
    check_content(0, "none", "", 0, "no file");
    check_content(0, "fifo", "", 0, "a pipe");
    check_content(0, "directory", "", 0, "a directory");
    check_content(0, "/dev/null", "", 0, "a device");
    check_content(0, "/proc/self/stat", "", 0, "a file that has more than it says");
    free(bytes);
}

static void finds_nothing(void)
{
    must(symlink("nothing", "dangling") == 0, "link");
    check_condition(1, (struct condition){.kind = ABSENT, .name = "none"}, ENV(NULL), "nothing");
    check_condition(1, (struct condition){.kind = ABSENT, .name = "none/below"}, ENV(NULL), "nothing below nothing");
    check_condition(0, (struct condition){.kind = ABSENT, .name = "small"}, ENV(NULL), "nothing, but there is a file");
    check_condition(0, (struct condition){.kind = ABSENT, .name = "dangling"}, ENV(NULL), "nothing, but there is a link to nothing");
    check_condition(0, (struct condition){.kind = ABSENT, .name = "small/below"}, ENV(NULL), "nothing below a file");
}

static void check_status(int expected, const char *path, uint32_t type, uint32_t uid, uint32_t gid, uint32_t mode, const char *name)
{
    char absolute[256];
    snprintf(absolute, sizeof absolute, "%s/%s", place, path);
    check_condition(expected, (struct condition){.kind = STATUS, .name = absolute, .type = type, .uid = uid, .gid = gid, .mode = mode}, ENV(NULL), name);
}

static void compares_status(void)
{
    char long_name[300];
    must(mkdir("owned", 0750) == 0 && chown("owned", 1000, 1001) == 0 && chmod("owned", 02750) == 0 && mkdir("owned/below", 0700) == 0, "owned");
    must(symlink("owned", "to") == 0 && chown("owned/below", 1000, 1001) == 0, "to");
    check_status(1, "owned", S_IFDIR, 1000, 1001, 02750, "a directory's status");
    check_status(1, "owned", S_IFDIR, ANY, ANY, ANY, "of whomever");
    check_status(1, "owned/below", S_IFDIR, 1000, 1001, ANY, "a directory's below");
    check_status(1, "small", S_IFREG, 0, 0, 0644, "a file's");
    check_status(0, "owned", S_IFREG, 1000, 1001, 02750, "another type");
    check_status(0, "owned", S_IFDIR, 1001, 1001, 02750, "another user");
    check_status(0, "owned", S_IFDIR, 1000, 1000, 02750, "another group");
    check_status(0, "owned", S_IFDIR, 1000, 1001, 0750, "another mode");
    check_status(0, "to", S_IFDIR, 1000, 1001, 02750, "a link to it");
    check_status(0, "to", S_IFLNK, ANY, ANY, ANY, "a link itself");
    check_status(0, "to/below", S_IFDIR, ANY, ANY, ANY, "over a link");
    check_status(0, "none", S_IFDIR, ANY, ANY, ANY, "nothing");
    check_status(0, "small/below", S_IFDIR, ANY, ANY, ANY, "below a file");
    check_status(0, "owned/", S_IFDIR, ANY, ANY, ANY, "a slash at the end");
    check_status(0, "owned//below", S_IFDIR, ANY, ANY, ANY, "two slashes");
    check_status(0, "owned/.", S_IFDIR, ANY, ANY, ANY, "a dot");
    check_status(0, "owned/./below", S_IFDIR, ANY, ANY, ANY, "a dot inside");
    check_status(0, "owned/below/..", S_IFDIR, ANY, ANY, ANY, "two dots");
    check_status(0, "owned/../owned", S_IFDIR, ANY, ANY, ANY, "two dots inside");
    memset(long_name, 'n', 255);
    long_name[255] = '\0';
    put_file(long_name, "", 0);
    char path[600];
    snprintf(path, sizeof path, "%s/%s", place, long_name);
    check_condition(1, (struct condition){.kind = STATUS, .name = path, .type = S_IFREG, .uid = ANY, .gid = ANY, .mode = ANY}, ENV(NULL), "the longest name");
    strcat(path, "n");
    check_condition(0, (struct condition){.kind = STATUS, .name = path, .type = S_IFREG, .uid = ANY, .gid = ANY, .mode = ANY}, ENV(NULL), "a longer name");
    check_condition(0, (struct condition){.kind = STATUS, .name = "owned", .type = S_IFDIR, .uid = ANY, .gid = ANY, .mode = ANY}, ENV(NULL), "a relative path");
    check_condition(0, (struct condition){.kind = STATUS, .name = "/", .type = S_IFDIR, .uid = ANY, .gid = ANY, .mode = ANY}, ENV(NULL), "the root directory");
}

static void compares_listings(void)
{
    static char names[LISTING_MOST * 9];
    unsigned char *at = (unsigned char *)names;
    struct condition c = {.kind = LISTING, .name = "listed", .value = "", .count = 0};
    must(mkdir("listed", 0755) == 0 && symlink("listed", "to-listed") == 0, "listed");
    check_condition(1, c, ENV(NULL), "an empty directory");
    for (uint32_t i = 0; i < LISTING_MOST; i++) {
        char path[32];
        snprintf(path, sizeof path, "listed/%04u", i);
        put_file(path, "", 0);
        at = put_text(at, path + 7);
    }
    check_condition(0, c, ENV(NULL), "an empty directory, but there is a file");
    c.value = names + 4;
    c.count = LISTING_MOST;
    check_condition(1, c, ENV(NULL), "many names");
    c.name = "to-listed";
    check_condition(1, c, ENV(NULL), "those behind a link");
    c.count--;
    check_condition(0, c, ENV(NULL), "a name more");
    c.count++;
    must(rename("listed/0100", "listed/0100x") == 0, "rename");
    check_condition(0, c, ENV(NULL), "another name");
    must(unlink("listed/0100x") == 0, "unlink");
    check_condition(0, c, ENV(NULL), "a name less");
    c.name = "small";
    check_condition(0, c, ENV(NULL), "no directory");
    c.name = "none";
    c.count = 0;
    check_condition(0, c, ENV(NULL), "nothing");
}

static void compares_limits(void)
{
    struct rlimit now;
    must(getrlimit(RLIMIT_CORE, &now) == 0, "getrlimit");
    const struct condition c = {.kind = LIMIT, .resource = RLIMIT_CORE, .soft = now.rlim_cur, .hard = now.rlim_max};
    struct condition other = c;
    check_condition(1, c, ENV(NULL), "a limit");
    other.soft ^= 1;
    check_condition(0, other, ENV(NULL), "another soft limit");
    other = c;
    other.hard ^= 1;
    check_condition(0, other, ENV(NULL), "another hard limit");
    check_condition(0, (struct condition){.kind = (enum kind)9, .name = "", .value = ""}, ENV(NULL), "an unknown kind");
}

static void compares_niceness(void)
{
    errno = 0;
    int now = getpriority(PRIO_PROCESS, 0);
    must(errno == 0, "getpriority");
    check_condition(1, (struct condition){.kind = NOT_NICER, .niceness = now}, ENV(NULL), "the niceness");
    check_condition(1, (struct condition){.kind = NOT_NICER, .niceness = now + 1}, ENV(NULL), "a higher one");
    check_condition(0, (struct condition){.kind = NOT_NICER, .niceness = now - 1}, ENV(NULL), "a lower one");
    check_condition(1, (struct condition){.kind = NOT_NICER, .niceness = INT32_MAX}, ENV(NULL), "the highest number");
    check_condition(0, (struct condition){.kind = NOT_NICER, .niceness = INT32_MIN}, ENV(NULL), "the lowest number");
}

/* Return whether setgroups is so in a new user namespace, in which it can be denied as long as no group is mapped; -1: there can be none. */
static int is_in_namespace(const char *word, uint32_t denied)
{
    int status;
    pid_t child = fork();
    if (child == 0) {
        if (unshare(CLONE_NEWUSER) != 0) _exit(2);
        int fd = open("/proc/self/setgroups", O_WRONLY | O_CLOEXEC);
        if (fd < 0 || write(fd, word, strlen(word)) < 0 || close(fd) != 0) _exit(3);
        const struct condition c = {.kind = SETGROUPS, .denied = denied};
        _exit(condition_holds(&c, ENV(NULL)));
    }
    must(waitpid(child, &status, 0) == child && WIFEXITED(status), "child");
    return WEXITSTATUS(status) <= 1 ? WEXITSTATUS(status) : -1;
}

static void compares_setgroups(void)
{
    check_condition(1, (struct condition){.kind = SETGROUPS, .denied = 0}, ENV(NULL), "groups that can be set");
    check_condition(0, (struct condition){.kind = SETGROUPS, .denied = 1}, ENV(NULL), "groups that cannot be set");
    check(is_in_namespace("deny", 1) == 1 && is_in_namespace("deny", 0) == 0, "setgroups is denied");
    check(is_in_namespace("allow", 0) == 1 && is_in_namespace("allow", 1) == 0, "setgroups is not denied");
}

/* ---- facts ---- */

static const unsigned char two[] = "\x14\0\0\0\x2c\0\0\0";

/* Return whether the process, after it took these groups, has these; in a child, since nothing takes some of it back. */
static int in_child(int count, const gid_t *has, uint32_t wanted_count, const unsigned char *wanted, int no_new_privs)
{
    int status;
    struct facts facts, now;
    pid_t child = fork();
    if (child != 0) return waitpid(child, &status, 0) == child && status == 0;
    must(setgroups((size_t)count, has) == 0 && facts_now(&facts) == 0, "setgroups");
    if (no_new_privs && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) _exit(2);
    facts.group_count = wanted_count;
    facts.groups = wanted;
    _exit(facts_now(&now) != 0 || !facts_are(&now, &facts));
}

static void compares_facts(void)
{
    check(in_child(2, (gid_t[]){20, 44}, 2, two, 0), "groups as they were");
    check(in_child(2, (gid_t[]){44, 20}, 2, two, 0), "in another order too");
    check(in_child(0, NULL, 0, two, 0), "no groups");
    check(!in_child(1, (gid_t[]){20}, 2, two, 0) && !in_child(2, (gid_t[]){20, 45}, 2, two, 0), "other groups are not those");
    check(!in_child(3, (gid_t[]){20, 44, 45}, 2, two, 0) && !in_child(3, (gid_t[]){20, 44, 44}, 2, two, 0), "nor are more, or one of them twice");
    check(!in_child(1, (gid_t[]){0}, 0, two, 0), "nor are any none");
    check(!in_child(2, (gid_t[]){20, 44}, 2, two, 1), "no_new_privs is another fact");
    struct facts facts;
    check(facts_now(&facts) == 0 && facts.uid[0] == 0 && facts.permitted != 0 && facts.bounding != 0, "root has facts");
}

/* ---- the file ---- */

static int loads(const void *expected, size_t size)
{
    size_t found = 0;
    unsigned char *bytes = sealed_load("etc", &found);
    int same = bytes != NULL && found == size && memcmp(bytes, expected, size) == 0;
    if (bytes != NULL) munmap(bytes, found);
    if (descriptors() != before) check(0, "leaves no descriptor open");
    return bytes != NULL ? same : -1;
}

static void check_refused(const char *name)
{
    check(loads("", 0) == -1, "%s: ignored", name);
}

/* The same for etc, etc/ctk, and the file, each a file or directory at that path. */
static void trusts_only_roots(const char *path, mode_t mode)
{
    char other[32];
    snprintf(other, sizeof other, "%s.other", path);
    must(chmod(path, mode | S_IWGRP) == 0, path);
    check_refused("one that its group may write to");
    must(chmod(path, mode | S_IWOTH) == 0, path);
    check_refused("one that others may write to");
    must(chmod(path, mode) == 0 && chown(path, 1, 0) == 0, path);
    check_refused("one that is another's");
    must(chown(path, 0, 1) == 0, path);
    check(loads("bytes", 5) == 1, "one of another group: read");
    char absolute[128];
    snprintf(absolute, sizeof absolute, "%s/%s", place, other);
    must(rename(path, other) == 0 && symlink(absolute, path) == 0, path);
    check_refused("a link to it");
    must(unlink(path) == 0, path);
    check_refused("nothing");
    must(mkfifo(path, 0644) == 0, path);
    check_refused("a pipe");
    must(unlink(path) == 0 && rename(other, path) == 0, path);
    check(loads("bytes", 5) == 1, "and it is read again");
}

static void trusts_files(void)
{
    check_refused("no file");
    put_file("etc/ctk/sealed", "bytes", 5);
    check(loads("bytes", 5) == 1, "reads the file");
    trusts_only_roots("etc", 0755);
    trusts_only_roots("etc/ctk", 0755);
    trusts_only_roots("etc/ctk/sealed", 0644);
    must(chmod("etc/ctk/sealed", 0600) == 0, "chmod");
    check(loads("bytes", 5) == 1, "reads one that only root may read");
    must(link("etc/ctk/sealed", "second") == 0, "link");
    check_refused("one of two names");
    must(unlink("second") == 0 && truncate("etc/ctk/sealed", 0) == 0, "truncate");
    check_refused("an empty one");
    must(truncate("etc/ctk/sealed", SEALED_LARGEST + 1) == 0, "truncate");
    check_refused("one that is too large");
    unsigned char *zeros = calloc(1, SEALED_LARGEST);
    must(truncate("etc/ctk/sealed", SEALED_LARGEST) == 0, "truncate");
    check(loads(zeros, SEALED_LARGEST) == 1, "reads one that is as large as it may be");
    free(zeros);
    must(unlink("etc/ctk/sealed") == 0 && mkdir("etc/ctk/sealed", 0755) == 0, "mkdir");
    check_refused("a directory");
}

int main(void)
{
    enter_place();
    before = descriptors();
    compares_variables();
    compares_contents();
    finds_nothing();
    compares_status();
    compares_listings();
    compares_limits();
    compares_niceness();
    compares_setgroups();
    compares_facts();
    trusts_files();
    leave_place();
    return checks_failed();
}
