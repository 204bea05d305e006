/* The files that the cases are about, and what is written to the standard streams: see sealed_cases.h. */
#define _GNU_SOURCE
#include "sealed_cases.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#define SEALED "/etc/ctk/sealed"

static void mount_new(const char *path)
{
    must(mount("none", path, "tmpfs", 0, "mode=0755") == 0, path);
}

static void bind(const char *from, const char *to)
{
    must(mount(from, to, NULL, MS_BIND, NULL) == 0, to);
}

void make_world(const char *image)
{
    must(unshare(CLONE_NEWNS) == 0 && mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0, "mount namespace");
    mount_new("/etc");
    mount_new("/srv");
    int home = open(image, O_PATH | O_DIRECTORY | O_CLOEXEC);
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", home);
    mount_new("/mnt");
    must(home >= 0 && mkdir("/mnt/usual", 0755) == 0 && mkdir("/mnt/sealed", 0755) == 0, "/mnt");
    bind(path, "/mnt/usual");
    bind(path, "/mnt/sealed");
    bind("/dev/null", "/mnt/sealed/lib/ctk-vm");
    close(home);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *level)
{
    (void)st, (void)type;
    return level->level == 0 ? 0 : remove(path);
}

static int visit(const char *path, int (*each)(const char *, const struct stat *, int, struct FTW *), int flags)
{
    return nftw(path, each, 16, FTW_PHYS | flags);
}

void wipe_world(int keep)
{
    static unsigned char bytes[1 << 20];
    int fd = keep ? open(SEALED, O_RDONLY | O_CLOEXEC) : -1;
    ssize_t size = fd >= 0 ? read(fd, bytes, sizeof bytes) : -1;
    if (fd >= 0) close(fd);
    must(visit("/etc", remove_one, FTW_DEPTH) == 0 && visit("/srv", remove_one, FTW_DEPTH) == 0, "wipe");
    must(chown("/etc", 0, 0) == 0 && chmod("/etc", 0755) == 0 && chown("/srv", 0, 0) == 0 && chmod("/srv", 0755) == 0, "wipe");
    if (size < 0) return;
    must(mkdir("/etc/ctk", 0755) == 0, "/etc/ctk");
    fd = open(SEALED, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    must(fd >= 0 && write(fd, bytes, (size_t)size) == size && close(fd) == 0, SEALED);
}

/* ---- what is there ---- */

static uint64_t hash;

/* FNV-1a */
static void add(const void *bytes, size_t size)
{
    for (const unsigned char *b = bytes; size > 0; size--) hash = (hash ^ *b++) * UINT64_C(0x100000001b3);
}

static int add_one(const char *path, const struct stat *st, int type, struct FTW *level)
{
    char bytes[4096];
    (void)type, (void)level;
    const int64_t facts[] = {(int64_t)st->st_ino, st->st_mode, st->st_uid, st->st_gid, st->st_size, st->st_mtim.tv_sec, st->st_mtim.tv_nsec};
    add(path, strlen(path) + 1);
    add(facts, sizeof facts);
    if (S_ISLNK(st->st_mode)) {
        ssize_t n = readlink(path, bytes, sizeof bytes);
        add(bytes, n > 0 ? (size_t)n : 0);
    }
    int fd = S_ISREG(st->st_mode) ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    for (ssize_t n = 1; fd >= 0 && n > 0;) {
        n = read(fd, bytes, sizeof bytes);
        add(bytes, n > 0 ? (size_t)n : 0);
    }
    if (fd >= 0) close(fd);
    return 0;
}

uint64_t world_hash(void)
{
    hash = UINT64_C(0xcbf29ce484222325);
    must(visit("/etc", add_one, 0) == 0 && visit("/srv", add_one, 0) == 0, "look");
    return hash;
}

/* ---- the standard streams ---- */

static int streams[3];

void catch_output(void)
{
    for (int fd = 1; fd <= 2; fd++) {
        if (streams[fd] == 0) {
            streams[fd] = memfd_create("stream", MFD_CLOEXEC);
            must(streams[fd] > 2 && dup2(streams[fd], fd) == fd, "stream");
        }
        must(ftruncate(streams[fd], 0) == 0 && lseek(streams[fd], 0, SEEK_SET) == 0, "stream");
    }
}

static void read_stream(int fd, struct result *to)
{
    ssize_t n = pread(streams[fd], to->bytes, sizeof to->bytes, 0);
    must(n >= 0 && n < (ssize_t)sizeof to->bytes, "stream");
    to->size = (size_t)n;
}

void caught_output(struct result *out, struct result *err)
{
    if (out != NULL) read_stream(1, out);
    if (err != NULL) read_stream(2, err);
}
