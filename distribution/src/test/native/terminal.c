/*
 * Runs a command whose standard error is a terminal, and prints what it writes there: a line for each read, with the milliseconds since
 * the start, and what is no printable ASCII as \xNN.
 *
 *   terminal [--hang-up] COMMAND [ARG]...
 *
 * With --hang-up the terminal is closed after the first read. Ends as the command does, 128+n if signal n ended it.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

int main(int argc, char **argv)
{
    int hangs_up = argc > 1 && strcmp(argv[1], "--hang-up") == 0, status;
    int terminal = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (terminal < 0 || grantpt(terminal) != 0 || unlockpt(terminal) != 0) return 97;
    int inside = open(ptsname(terminal), O_RDWR | O_NOCTTY | O_CLOEXEC);
    long start = now();
    pid_t child = inside >= 0 ? fork() : -1;
    if (child < 0) return 97;
    if (child == 0) {
        dup2(inside, 2);
        execvp(argv[1 + hangs_up], argv + 1 + hangs_up);
        _exit(97);
    }
    close(inside);
    char bytes[4096];
    ssize_t n;
    while ((n = read(terminal, bytes, sizeof bytes)) > 0) {
        printf("%ld ", now() - start);
        for (ssize_t i = 0; i < n; i++) printf(bytes[i] >= ' ' && bytes[i] <= '~' ? "%c" : "\\x%02x", (unsigned char)bytes[i]);
        printf("\n");
        if (hangs_up) break;
    }
    close(terminal);
    if (waitpid(child, &status, 0) != child) return 97;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
