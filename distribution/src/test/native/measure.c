/*
 * measure COMMAND [ARG]...: runs a command and prints "exit N, PEAK KiB, THREADS threads": its peak resident memory as getrusage(2) has
 * it, and the most threads that it had at a time, by looking all the while.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    struct rusage usage;
    struct stat tasks;
    int status;
    unsigned long most = 0;
    pid_t child = argc > 1 ? fork() : -1;
    if (child < 0) return 97;
    if (child == 0) {
        execvp(argv[1], argv + 1);
        _exit(97);
    }
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/task", (int)child);
    while (wait4(child, &status, WNOHANG, &usage) == 0) /* a directory for each thread, and so a link to this one (proc(5)) */
        if (stat(path, &tasks) == 0 && tasks.st_nlink - 2 > most) most = tasks.st_nlink - 2;
    printf("exit %d, %ld KiB, %lu threads\n", WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), usage.ru_maxrss, most);
    return 0;
}
