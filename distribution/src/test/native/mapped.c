/*
 * Runs a command as root of a user namespace in which the ids from 0 to 65535 stand for those from 100000 on, so that files of others have no
 * number there (user_namespaces(7)):
 *
 *   mapped COMMAND [ARGUMENT...]
 *
 * Its exit code is the command's; 77 if there are no user namespaces.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static _Noreturn void fail(const char *what)
{
    perror(what);
    exit(77);
}

static void map(pid_t child, const char *file)
{
    static const char ids[] = "0 100000 65536";
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/%s", (int)child, file);
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0 || write(fd, ids, strlen(ids)) < 0) fail(path);
    close(fd);
}

static _Noreturn void run(int ready, int go, char **command)
{
    char byte = 0;
    if (unshare(CLONE_NEWUSER) != 0) fail("unshare");
    if (write(ready, &byte, 1) != 1 || read(go, &byte, 1) != 1) exit(77);
    if (setgroups(0, NULL) != 0 || setresgid(0, 0, 0) != 0 || setresuid(0, 0, 0) != 0) fail("setresuid");
    execv(command[0], command);
    fail(command[0]);
}

int main(int argc, char **argv)
{
    int ready[2], go[2], status;
    char byte = 0;
    if (argc < 2 || pipe2(ready, O_CLOEXEC) != 0 || pipe2(go, O_CLOEXEC) != 0) return 97;
    pid_t child = fork();
    if (child < 0) fail("fork");
    if (child == 0) {
        close(ready[0]);
        close(go[1]);
        run(ready[1], go[0], argv + 1);
    }
    close(ready[1]);
    if (read(ready[0], &byte, 1) != 1) return 77;
    map(child, "uid_map");
    map(child, "gid_map");
    if (write(go[1], &byte, 1) != 1 || waitpid(child, &status, 0) != child) return 97;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 97;
}
