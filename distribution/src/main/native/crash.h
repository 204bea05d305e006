/* How the VM program ends when it breaks down. */
#ifndef CTK_CRASH_H
#define CTK_CRASH_H

/*
 * Call end, which does not return, with the signal of a fault, or with SIGABRT, of this process. The VM keeps this for faults, and calls it for
 * those that are not its own; the command does not (execve(2)).
 */
void crash_ends_by(void (*end)(int signal));

/*
 * End where even exit_group(2) is denied, by a seccomp filter that denies execve(2) as well: by a fault whose signal cannot be delivered to
 * a handler for want of a stack, so that the kernel kills the process (signal(7)).
 */
void crash(void) __attribute__((noreturn));

#endif
