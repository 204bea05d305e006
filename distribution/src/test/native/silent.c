/*
 * Mounts a file system of FUSE for the user of a number, whose server answers nothing but that it is there, and goes on in the background for a while:
 *
 *   silent DIRECTORY UID
 *
 * Whatever fails ends it with one line and exit code 77: there is no FUSE here.
 */
#include <fcntl.h>
#include <linux/fuse.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

static _Noreturn void fail(const char *what)
{
    perror(what);
    exit(77);
}

int main(int argc, char **argv)
{
    char options[200], request[200000];
    if (argc != 3) return 97;
    int device = open("/dev/fuse", O_RDWR | O_CLOEXEC);
    if (device < 0) fail("/dev/fuse");
    snprintf(options, sizeof options, "fd=%d,rootmode=40000,user_id=%s,group_id=%s", device, argv[2], argv[2]);
    if (mount("silent", argv[1], "fuse", 0, options) != 0) fail("mount");
    if (read(device, request, sizeof request) < 0) fail("read");
    struct {
        struct fuse_out_header header;
        struct fuse_init_out init;
    } answer;
    memset(&answer, 0, sizeof answer);
    answer.header.len = sizeof answer;
    answer.header.unique = ((struct fuse_in_header *)request)->unique;
    answer.init.major = 7;
    answer.init.minor = 31;
    answer.init.max_write = 4096;
    if (write(device, &answer, sizeof answer) != sizeof answer) fail("write");
    if (fork() == 0) { /* not longer than the test, whose output it must not keep open */
        for (int file = 0; file < 3; file++) close(file);
        sleep(20);
    }
    return 0;
}
