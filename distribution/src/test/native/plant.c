/*
 * Makes large trees for tests, quickly, below the working directory:
 *
 *   plant files N               N empty files f0, f1, ...
 *   plant directories N         N empty directories d0, d1, ...
 *   plant chain N LENGTH [M]    N directories, each in the one before, and in each an empty file and M empty directories; the names of
 *                               all directories have LENGTH bytes
 *   plant chains N LEVELS M     N directories with as many levels below them, one directory in each, and M empty files in each
 *   plant full LEVELS ROOM N M  LEVELS directories, each in the one before, all with names of 255 bytes; beside them as many as make a walker that
 *                               keeps the names of one directory in a quarter of what is left of ROOM bytes use nearly all, then a few in each
 *                               directory, before and behind the one with the next level; N files of two names each in the first, and M directories in the last
 *   plant tree LEVELS WIDTH N   WIDTH directories in each directory of LEVELS levels, and N empty files in each
 *
 * Whatever fails ends it with one line and exit code 97.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int made(int result, const char *what)
{
    if (result >= 0) return result;
    fprintf(stderr, "plant: %s: %s\n", what, strerror(errno));
    exit(97);
}

static void files(int at, long n)
{
    char name[32];
    for (long i = 0; i < n; i++) {
        snprintf(name, sizeof name, "f%ld", i);
        made(mknodat(at, name, S_IFREG | 0644, 0), name);
    }
}

/* Names have at least so many digits. */
static void directories(int at, long n, int digits)
{
    char name[256];
    for (long i = 0; i < n; i++) {
        snprintf(name, sizeof name, "d%0*ld", digits, i);
        made(mkdirat(at, name, 0755), name);
    }
}

static int inside(int at, const char *name)
{
    return made(openat(at, name, O_RDONLY | O_DIRECTORY), name);
}

static void chain(int at, long n, int length, long beside, long with)
{
    char name[256] = "";
    memset(name, 'x', (size_t)length < sizeof name ? (size_t)length : sizeof name - 1);
    for (; n > 0; n--) {
        made(mkdirat(at, name, 0755), "mkdir");
        int next = inside(at, name);
        if (at != AT_FDCWD) close(at);
        files(next, with);
        directories(next, beside, length - 1);
        at = next;
    }
    close(at);
}

static void chains(long n, long levels, long with)
{
    char name[32];
    directories(AT_FDCWD, n, 1);
    for (long i = 0; i < n; i++) {
        snprintf(name, sizeof name, "d%ld", i);
        int top = inside(AT_FDCWD, name);
        files(top, with);
        chain(top, levels, 1, 0, with);
    }
}

/* Names of 255 bytes. */
static void named(int at, char letter, long n)
{
    char name[256];
    for (long i = 0; i < n; i++) {
        snprintf(name, sizeof name, "%c%0254ld", letter, i);
        made(mkdirat(at, name, 0755), name);
    }
}

static void linked(long n)
{
    char name[32], other[32];
    files(AT_FDCWD, n);
    for (long i = 0; i < n; i++) {
        snprintf(name, sizeof name, "f%ld", i);
        snprintf(other, sizeof other, "g%ld", i);
        made(link(name, other), other);
    }
}

static void full(long levels, long room, long links, long last)
{
    char name[256];
    int at = AT_FDCWD;
    linked(links);
    for (long i = 0; i < levels; i++) {
        long fit = room / 4 / 257 - 2;
        named(at, 'z', fit > 5 ? fit : 2);
        if (fit > 5) room -= fit * 257;
        else named(at, 'a', 2);
        snprintf(name, sizeof name, "m%0254ld", i);
        made(mkdirat(at, name, 0755), name);
        int next = inside(at, name);
        if (at != AT_FDCWD) close(at);
        at = next;
    }
    named(at, 'w', last);
}

static void tree(int at, long levels, long width, long n)
{
    char name[32];
    files(at, n);
    if (levels == 0) return;
    directories(at, width, 1);
    for (long i = 0; i < width; i++) {
        snprintf(name, sizeof name, "d%ld", i);
        int next = inside(at, name);
        tree(next, levels - 1, width, n);
        close(next);
    }
}

int main(int argc, char **argv)
{
    long number[4] = {0};
    for (int i = 2; i < argc && i < 6; i++) number[i - 2] = atol(argv[i]);
    const char *shape = argc > 2 ? argv[1] : "";
    umask(0);
    if (strcmp(shape, "files") == 0) files(AT_FDCWD, number[0]);
    else if (strcmp(shape, "directories") == 0) directories(AT_FDCWD, number[0], 1);
    else if (strcmp(shape, "chain") == 0) chain(AT_FDCWD, number[0], (int)number[1], number[2], 1);
    else if (strcmp(shape, "chains") == 0) chains(number[0], number[1], number[2]);
    else if (strcmp(shape, "full") == 0) full(number[0], number[1], number[2], number[3]);
    else if (strcmp(shape, "tree") == 0) tree(AT_FDCWD, number[0], number[1], number[2]);
    else return 97;
    return 0;
}
