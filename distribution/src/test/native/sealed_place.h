/* A directory with etc/ctk in it, of root's, in which tests make sealed files; it is the working directory. */
#ifndef CTK_SEALED_PLACE_H
#define CTK_SEALED_PLACE_H

#include "check.h"
#include "sealed_encode.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char place[] = "/dev/shm/ctk-sealed-XXXXXX"; /* in memory, where there is that: a file that is emptied and filled again is written to a disk at once */

static inline void must(int good, const char *what)
{
    if (good) return;
    perror(what);
    exit(2);
}

static inline void put_file(const char *path, const void *bytes, size_t size)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    must(fd >= 0 && write(fd, bytes, size) == (ssize_t)size && close(fd) == 0, path);
}

static inline void enter_place(void)
{
    umask(022);
    if (access("/dev/shm", W_OK) != 0) strcpy(place, "/tmp/ctk-sealed-XXXXXX");
    must(mkdtemp(place) != NULL && chdir(place) == 0 && mkdir("etc", 0755) == 0 && mkdir("etc/ctk", 0755) == 0, place);
}

static inline void leave_place(void)
{
    char command[64];
    snprintf(command, sizeof command, "rm -r %s", place);
    must(system(command) == 0, command);
}

/* Return how many descriptors are open. */
static inline int descriptors(void)
{
    int count = 0;
    for (int fd = 0; fd < 64; fd++) count += fcntl(fd, F_GETFD) >= 0;
    return count;
}

#endif
