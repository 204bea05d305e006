#define _GNU_SOURCE
#include "crash.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

static void (*end_by)(int);

static void crashed(int signal, siginfo_t *info, void *context)
{
    (void)context;
    struct sigaction usual;
    if (info->si_code > 0 || info->si_pid == getpid()) end_by(signal);
    memset(&usual, 0, sizeof usual); /* somebody else wants it to end so */
    sigaction(signal, &usual, NULL);
    raise(signal);
}

void crash_ends_by(void (*end)(int))
{
    static const int signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};
    struct sigaction own;
    memset(&own, 0, sizeof own);
    own.sa_sigaction = crashed;
    own.sa_flags = SA_SIGINFO;
    end_by = end;
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) sigaction(signals[i], &own, NULL);
}

void crash(void)
{
#if defined __x86_64__
    __asm__ volatile("xorl %esp, %esp\n\thlt");
#elif defined __aarch64__
    __asm__ volatile("mov x0, xzr\n\tmov sp, x0\n\tldr x0, [sp]");
#endif
    for (;;) __builtin_trap();
}
