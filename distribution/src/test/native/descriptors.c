/*
 * Descriptors that no shell makes, and a look at those that are open:
 *
 *   descriptors path FD FILE COMMAND...       open FILE with O_PATH as FD, become COMMAND
 *   descriptors fill FIRST LAST COMMAND...    open /dev/null as each of them, become COMMAND
 *   descriptors report FILE                   overwrite FILE: a line for each open descriptor
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LIMIT 4096

static int report(const char *file)
{
    static int flags[LIMIT];
    for (int fd = 0; fd < LIMIT; fd++) flags[fd] = fcntl(fd, F_GETFL); /* before anything is opened */
    FILE *out = fopen(file, "w");
    if (out == NULL) return 1;
    for (int fd = 0; fd < LIMIT; fd++) {
        char path[64], target[512];
        if (flags[fd] < 0) continue;
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        ssize_t length = readlink(path, target, sizeof target - 1);
        target[length < 0 ? 0 : length] = '\0';
        fprintf(out, "%d %s flags %x\n", fd, target, (unsigned)flags[fd]);
    }
    return fclose(out) != 0;
}

static int place(const char *file, int mode, int wanted)
{
    int fd = open(file, mode);
    if (fd < 0) return -1;
    if (fd == wanted) return 0;
    if (dup2(fd, wanted) < 0) return -1;
    return close(fd);
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "report") == 0) return report(argv[2]);
    if (argc < 5) return 98;
    if (strcmp(argv[1], "path") == 0) {
        if (place(argv[3], O_PATH, atoi(argv[2])) != 0) return 98;
    } else {
        for (int fd = atoi(argv[2]); fd <= atoi(argv[3]); fd++)
            if (fcntl(fd, F_GETFD) < 0 && place("/dev/null", O_RDWR, fd) != 0) return 98;
    }
    execvp(argv[4], argv + 4);
    return 98;
}
