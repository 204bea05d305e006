/*
 * Starts a command, sends it one signal at a chosen moment, and prints how it ended:
 *
 *   strike [--pid1] [--once-blocked] [--typed] MICROSECONDS SIGNAL COMMAND [ARG]...
 *
 * The moment is so long after the start or, with --once-blocked, after the command was first seen with the signal blocked; with
 * --pid1 the command is PID 1 of a new namespace. With --typed it is INT or QUIT, typed at a terminal that the command leads.
 * Prints "exit N" or "signal N", or "lost" if the command still runs 10 seconds later; and " held" behind it if the command still blocked the signal once it had been sent.
 */
#define _GNU_SOURCE
#include <fcntl.h>
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

/* Tell whether the signal is in this set of /proc/PID/status. */
static int is_in(const char *set, pid_t pid, int number)
{
    char path[64], line[256];
    unsigned long long mask = 0;
    size_t length = strlen(set);
    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    FILE *status = fopen(path, "r");
    while (status != NULL && fgets(line, sizeof line, status) != NULL)
        if (strncmp(line, set, length) == 0 && sscanf(line + length, ": %llx", &mask) == 1) break;
    if (status != NULL) fclose(status);
    return (mask >> (number - 1) & 1) != 0;
}

static int blocks(pid_t pid, int number)
{
    return is_in("SigBlk", pid, number);
}

/* What is typed comes a little later; return whether it was held back when it came. */
static int type(int terminal, pid_t pid, int number)
{
    if (write(terminal, number == SIGINT ? "\003" : "\034", 1) != 1) exit(97);
    for (int i = 0; i < 100 && blocks(pid, number); i++) {
        if (is_in("ShdPnd", pid, number)) return 1;
        pause_for(100);
    }
    return 0;
}

static int signal_number(const char *name)
{
    for (int n = 1; n < 32; n++)
        if (sigabbrev_np(n) != NULL && strcmp(name, sigabbrev_np(n)) == 0) return n;
    return atoi(name);
}

int main(int argc, char **argv)
{
    int pid1 = 0, once_blocked = 0, typed = 0, status = 0, terminal = -1;
    for (argv++; argc > 1 && **argv == '-'; argv++) {
        pid1 |= strcmp(*argv, "--pid1") == 0;
        once_blocked |= strcmp(*argv, "--once-blocked") == 0;
        typed |= strcmp(*argv, "--typed") == 0;
    }
    long delay = atol(argv[0]);
    int number = signal_number(argv[1]);
    if (typed && ((terminal = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)) < 0 || grantpt(terminal) != 0 || unlockpt(terminal) != 0)) return 97;
    if (number < 1 || (pid1 && unshare(CLONE_NEWPID) != 0)) return 97;
    pid_t child = fork();
    if (child < 0) return 97;
    if (child == 0) {
        if (typed) {
            setsid();
            int inside = open(ptsname(terminal), O_RDWR); /* the first terminal that a leader opens is its own */
            if (inside < 0 || dup2(inside, 0) != 0 || dup2(inside, 1) != 1) _exit(97);
            if (inside > 2) close(inside);
        }
        execvp(argv[2], argv + 2);
        _exit(97);
    }
    for (int i = 0; once_blocked && !blocks(child, number) && i < 10 * MILLISECONDS; i++) pause_for(100);
    pause_for(delay);
    if (!typed) kill(child, number);
    const char *held = (typed ? type(terminal, child, number) : blocks(child, number)) ? " held" : "";
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
