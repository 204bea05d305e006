/*
 * What chown-volumes must not be: a walk as simple scripts and old tools make it.
 *
 *   naive path UID GID DIRECTORY      by paths from the working directory, as find DIRECTORY -exec chown UID:GID {} +
 *   naive chdir UID GID DIRECTORY     by chdir(2) into each directory, and back by ".."
 *
 * What it is led to is not to be the machine's: the working directory becomes the root directory first.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static uid_t uid;
static gid_t gid;
static int by_chdir;

static void walk(const char *path);

static void entry(const char *directory, const char *name)
{
    char path[4096];
    struct statx st;
    snprintf(path, sizeof path, "%s/%s", directory, name);
    const char *at = by_chdir ? name : path;
    if (statx(AT_FDCWD, at, AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS, &st) != 0) return;
    if (S_ISDIR(st.stx_mode) && !by_chdir) walk(at);
    if (S_ISDIR(st.stx_mode) && by_chdir && chdir(at) == 0) {
        walk(".");
        if (chdir("..") != 0) exit(1);
    }
    fchownat(AT_FDCWD, at, uid, gid, S_ISLNK(st.stx_mode) ? AT_SYMLINK_NOFOLLOW : 0);
}

static void walk(const char *path)
{
    struct dirent **names;
    int count = scandir(path, &names, NULL, alphasort);
    for (int i = 0; i < count; i++)
        if (strcmp(names[i]->d_name, ".") != 0 && strcmp(names[i]->d_name, "..") != 0) entry(path, names[i]->d_name);
    fchownat(AT_FDCWD, path, uid, gid, 0);
}

int main(int argc, char **argv)
{
    if (argc != 5 || chroot(".") != 0) return 97;
    by_chdir = strcmp(argv[1], "chdir") == 0;
    uid = (uid_t)atoi(argv[2]);
    gid = (gid_t)atoi(argv[3]);
    if (by_chdir && chdir(argv[4]) != 0) return 1;
    walk(by_chdir ? "." : argv[4]);
    return 0;
}
