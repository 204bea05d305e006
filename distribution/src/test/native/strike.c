/*
 * Starts a command, sends it one signal at a chosen moment, and prints how it ended:
 *
 *   strike [--pid1] [--once-blocked] MICROSECONDS SIGNAL COMMAND [ARG]...
 *
 * The moment is so long after the start or, with --once-blocked, after the command was first seen with the signal blocked; with
 * --pid1 the command is PID 1 of a new namespace. Prints "exit N" or "signal N", or "lost" if the command still runs 10 seconds
 * later; and " held" behind it if the command still blocked the signal once it had been sent.
 */
#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MILLISECONDS 10000

static void pause_for(long microseconds)
{
    const struct timespec time = {microseconds / 1000000, microseconds % 1000000 * 1000};
    nanosleep(&time, NULL);
}

static int blocks(pid_t pid, int number)
{
    char path[64], line[256];
    unsigned long long mask = 0;
    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    FILE *status = fopen(path, "r");
    while (status != NULL && fgets(line, sizeof line, status) != NULL)
        if (sscanf(line, "SigBlk: %llx", &mask) == 1) break;
    if (status != NULL) fclose(status);
    return (mask >> (number - 1) & 1) != 0;
}

static int signal_number(const char *name)
{
    for (int n = 1; n < 32; n++)
        if (sigabbrev_np(n) != NULL && strcmp(name, sigabbrev_np(n)) == 0) return n;
    return atoi(name);
}

int main(int argc, char **argv)
{
    int pid1 = 0, once_blocked = 0, status = 0;
    for (argv++; argc > 1 && **argv == '-'; argv++) {
        pid1 |= strcmp(*argv, "--pid1") == 0;
        once_blocked |= strcmp(*argv, "--once-blocked") == 0;
    }
    long delay = atol(argv[0]);
    int number = signal_number(argv[1]);
    if (number < 1 || (pid1 && unshare(CLONE_NEWPID) != 0)) return 97;
    pid_t child = fork();
    if (child < 0) return 97;
    if (child == 0) {
        execvp(argv[2], argv + 2);
        _exit(97);
    }
    for (int i = 0; once_blocked && !blocks(child, number) && i < 10 * MILLISECONDS; i++) pause_for(100);
    pause_for(delay);
    kill(child, number);
    const char *held = blocks(child, number) ? " held" : "";
    for (int i = 0; i < MILLISECONDS; i++) {
        if (waitpid(child, &status, WNOHANG) == child) {
            printf(WIFEXITED(status) ? "exit %d%s\n" : "signal %d%s\n", WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status), held);
            return 0;
        }
        pause_for(1000);
    }
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    printf("lost%s\n", held);
    return 0;
}
