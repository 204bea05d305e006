/*
 * Changes files for as long as it is let, as fast as it can:
 *
 *   restless exchange A B      exchange two files or directories (renameat2(2))
 *   restless churn DIRECTORY   make files, then directories, then links by the same names, and remove them again
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAMES 64

/* Another of this kind may have moved a directory on the way. */
static int exchange(const char *a, const char *b)
{
    return renameat2(AT_FDCWD, a, AT_FDCWD, b, RENAME_EXCHANGE) == 0 || errno == ENOENT ? 0 : -1;
}

static int make(const char *name, int kind)
{
    char inner[80];
    if (kind == 0) {
        int fd = open(name, O_CREAT | O_WRONLY, 0644);
        return fd < 0 ? -1 : close(fd);
    }
    if (kind == 1) return symlink("..", name);
    snprintf(inner, sizeof inner, "%s/inner", name);
    return mkdir(name, 0755) != 0 ? -1 : symlink("..", inner);
}

static int clear(const char *name, int kind)
{
    char inner[80];
    snprintf(inner, sizeof inner, "%s/inner", name);
    if (kind == 2) return unlink(inner) != 0 ? -1 : rmdir(name);
    return unlink(name);
}

static int churn(void)
{
    char name[64];
    for (int step = 0; step < 6; step++) {
        for (int i = 0; i < NAMES; i++) {
            snprintf(name, sizeof name, "restless%d", i);
            if ((step % 2 == 0 ? make : clear)(name, step / 2) != 0) return -1;
        }
    }
    return 0;
}

int main(int argc, char **argv)
{
    int is_churn = argc == 3 && strcmp(argv[1], "churn") == 0;
    if (argc != 4 && !is_churn) return 97;
    if (is_churn && chdir(argv[2]) != 0) return 97;
    while ((is_churn ? churn() : exchange(argv[2], argv[3])) == 0) continue;
    perror("restless");
    return 1;
}
