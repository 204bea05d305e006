#define _GNU_SOURCE
#include "library.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROBE "CTK_PROBE"
#define STARTS 0 /* exit codes of the probe; the dynamic loader's is 127 or 1 */
#define ABSENT 126

static void __attribute__((noreturn)) fail(const char *what, const char *cause)
{
    error_line("ctk run", what, NULL, cause);
    error_line("hint", "--user-db=files reads /etc/passwd and /etc/group, and needs none", NULL, NULL);
    _exit(EXIT_CTK);
}

void library_if_asked(void)
{
    if (getenv(PROBE) != NULL) _exit(STARTS);
}

/* Start the program only to see it start. What the loader says of an old library is not heard. No SIGCHLD is sent, which ctk's caller may ignore. */
static int probe(const char *program)
{
    int status = 0;
    pid_t child = (pid_t)syscall(SYS_clone, 0, NULL, NULL, NULL, NULL);
    if (child == 0) {
        char *argv[] = {"ctk-vm", NULL}, *env[] = {PROBE "=1", NULL};
        int silent = open("/", O_PATH);
        if (silent >= 0 && dup2(silent, 1) == 1 && dup2(silent, 2) == 2) execve(program, argv, env);
        syscall(SYS_exit_group, errno == ENOENT ? ABSENT : 1);
    }
    while (child > 0 && waitpid(child, &status, __WALL) < 0)
        if (errno != EINTR) return -1;
    return child > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int write_all(int fd, const char *bytes, size_t size)
{
    ssize_t n = 0;
    for (; size > 0 && (n = write(fd, bytes, size)) > 0; size -= (size_t)n) bytes += n;
    return size == 0 ? 0 : -1;
}

/* The entry as bin/ctk wrote it, in a memory file or a pipe (launcher.c). Return the descriptor to read it from, or -1. */
static int write_entry(const struct start *start)
{
    const char *bytes = (const char *)start->entry;
    uint32_t count = start->entry->env_count;
    size_t size = count == 0 ? sizeof *start->entry : (size_t)(start->env[count - 1] + strlen(start->env[count - 1]) + 1 - bytes);
    int ends[2], memory = memfd_create("ctk-entry", 0);
    if (memory >= 0 && write_all(memory, bytes, size) == 0 && lseek(memory, 0, SEEK_SET) == 0) return memory;
    if (memory >= 0) close(memory);
    if (pipe2(ends, O_NONBLOCK) != 0) return -1;
    fcntl(ends[1], F_SETPIPE_SZ, (int)size);
    int result = write_all(ends[1], bytes, size);
    close(ends[1]);
    return result == 0 ? ends[0] : -1;
}

void library_of_machine(const struct start *start, const char *program)
{
    static const char unavailable[] = "the name service is not available";
    char variable[32];
    int answer = probe(program);
    if (answer == ABSENT) fail(unavailable, "this machine has no glibc");
    if (answer != STARTS) fail(unavailable, "ctk cannot run on this machine's C library, which may be older than glibc 2.34");
    int in = write_entry(start);
    if (in < 0) fail("cannot record the environment", strerrordesc_np(errno));
    snprintf(variable, sizeof variable, ENTRY_VARIABLE "=%d", in);
    char *env[] = {variable, KEPT_SIGNAL, NULL};
    execve(program, start->argv, env);
    fail("cannot start lib/ctk-vm", strerrordesc_np(errno));
}
