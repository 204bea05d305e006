/*
 * What ctk found when it was started. bin/ctk records it in its first instructions, before anything of the Java VM exists, and hands it
 * to lib/ctk-vm in a memory file (memfd_create(2)) or a pipe: this struct, then the strings of the environment, each with its terminating NUL.
 * The VM's own environment is therefore constant, and nobody else can read the caller's, as they could in /proc/PID/cmdline.
 * The arguments stay where they were: argv of lib/ctk-vm is that of bin/ctk.
 */
#ifndef CTK_ENTRY_H
#define CTK_ENTRY_H

#include <signal.h>
#include <stddef.h>
#include <stdint.h>

#define ENTRY_VERSION 1
#define ENTRY_VARIABLE "CTK_ENTRY" /* what lib/ctk-vm reads: the number of its descriptor */
#define KEPT_SIGNAL "_JAVA_SR_SIGNUM=64" /* its other variable: what the VM keeps for itself and unblocks; the default, SIGUSR2, is the application's */
#define ENTRY_FREE 128             /* more descriptors than the VM and ctk ever hold at a time */
#define SIGNALS 64
#define EXIT_CTK 125 /* ctk itself refused or failed */
#define EXIT_GOSU 1  /* the same, invoked as gosu or su-exec */
#define SIGNAL_BIT(n) (UINT64_C(1) << ((n) - 1))

/*
 * Faults of the thread itself must not be blocked (sigprocmask(2): undefined). Everything else is, until exec, but for the signal that the VM
 * keeps for itself (KEPT_SIGNAL).
 */
#define FAULTS (SIGNAL_BIT(SIGSEGV) | SIGNAL_BIT(SIGBUS) | SIGNAL_BIT(SIGILL) | SIGNAL_BIT(SIGFPE) | SIGNAL_BIT(SIGTRAP))

struct entry {
    uint32_t version;
    uint32_t size;       /* of this struct */
    uint64_t blocked;    /* the signal mask, bit n-1 for signal n */
    uint64_t ignored;    /* dispositions that were SIG_IGN */
    int32_t pdeathsig;   /* PR_GET_PDEATHSIG, 0 for none */
    int32_t parent;      /* getppid */
    uint32_t env_count;  /* strings that follow this struct */
    uint32_t free_count;
    /*
     * The lowest descriptors that were not open. The kernel gives the lowest free number to whoever opens a file, so whatever is opened
     * later is found among these, and every other descriptor was the caller's.
     */
    int32_t free[ENTRY_FREE];
};

/* What rt_sigaction(2) takes, on x86-64 and aarch64. Called directly, since glibc's sigaction(2) refuses signals 32 and 33 (nptl(7)). */
struct kernel_sigaction {
    void (*handler)(int);
    unsigned long flags;
    void (*restorer)(void);
    uint64_t mask;
};
#define KERNEL_RESTORER 0x04000000UL /* SA_RESTORER, without which x86-64 calls no handler */

#endif
