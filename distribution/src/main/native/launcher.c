/*
 * bin/ctk: records what it was started with, and performs a start that was sealed, or becomes the VM program lib/ctk-vm beside it. Static:
 * needs no libc, shell or /proc in the image, and nothing in the environment can make a dynamic loader add code to it.
 */
#define _GNU_SOURCE
#include "installation.h"
#include "perform.h"
#include "sealed_start.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined __x86_64__
#define LOADER "/lib/glibc/ld-linux-x86-64.so.2"
#elif defined __aarch64__
#define LOADER "/lib/glibc/ld-linux-aarch64.so.1"
#endif

static const char *invoked_as = "ctk";

static void __attribute__((noreturn)) refuse(const char *what, int error)
{
    error_line(failure_label(invoked_as), what, NULL, error != 0 ? strerrordesc_np(error) : NULL);
    _exit(failure_code(invoked_as));
}

/*
 * Where bin/ctk begins (-Wl,-e,ctk_start): its first instructions hold signals back, and then it is libc's turn, whose own beginning takes as long
 * as all that the launcher does. PID 1 loses every signal that it neither blocks nor handles (pid_namespaces(7)).
 */
static const uint64_t all_but_faults __attribute__((used)) = ~FAULTS;
static volatile uint64_t mask_at_entry __attribute__((used));
static volatile long not_held __attribute__((used)) = 1; /* what rt_sigprocmask(2) returned */
__asm__(".text\n.globl ctk_start\n.type ctk_start, %function\nctk_start:\n"
#if defined __x86_64__
        "mov %rdx, %r12\nmov $14, %eax\nmov $2, %edi\nlea all_but_faults(%rip), %rsi\nlea mask_at_entry(%rip), %rdx\nmov $8, %r10d\nsyscall\n"
        "mov %rax, not_held(%rip)\nmov %r12, %rdx\njmp _start\n"
#elif defined __aarch64__
        "mov x19, x0\nmov x8, #135\nmov x0, #2\nadrp x1, all_but_faults\nadd x1, x1, :lo12:all_but_faults\nadrp x2, mask_at_entry\n"
        "add x2, x2, :lo12:mask_at_entry\nmov x3, #8\nsvc #0\nadrp x1, not_held\nstr x0, [x1, :lo12:not_held]\nmov x0, x19\nb _start\n"
#endif
        ".size ctk_start, . - ctk_start\n");

/* The signal mask, dispositions and parent-death signal of the caller. From here on no signal but a fault interrupts ctk. */
static void record_signals(struct entry *e)
{
    e->blocked = mask_at_entry;
    if (not_held != 0 && syscall(SYS_rt_sigprocmask, SIG_SETMASK, &all_but_faults, &e->blocked, sizeof all_but_faults) != 0)
        refuse("cannot block signals", errno);
    for (int n = 1; n <= SIGNALS; n++) {
        struct kernel_sigaction now;
        if (syscall(SYS_rt_sigaction, n, NULL, &now, sizeof now.mask) != 0) refuse("cannot read how a signal is handled", errno);
        if (now.handler == SIG_IGN) e->ignored |= SIGNAL_BIT(n);
    }
    if (prctl(PR_GET_PDEATHSIG, &e->pdeathsig) != 0) refuse("cannot read the parent-death signal", errno);
    e->parent = getppid();
}

/*
 * The descriptors that are not open. Closed standard streams are then filled with descriptors that can be neither read nor written, so that
 * no file that is opened later becomes one of them. The performer ends them, as all that were not open here, when it becomes the command.
 */
static void record_descriptors(struct entry *e)
{
    for (int fd = 0; e->free_count < ENTRY_FREE; fd++) {
        if (fcntl(fd, F_GETFD) >= 0) continue;
        if (errno != EBADF) refuse("cannot read which descriptors are open", errno);
        e->free[e->free_count++] = fd;
    }
    for (uint32_t i = 0; i < 3 && e->free[i] < 3; i++)
        if (open("/", O_PATH) != e->free[i]) refuse("cannot fill a closed standard stream", errno);
}

/* Write all of the bytes; a memory file takes fewer than asked only when memory is short, a pipe when it is full. */
static void put(int fd, const void *bytes, size_t size)
{
    for (const char *p = bytes; size > 0;) {
        ssize_t n = write(fd, p, size);
        if (n <= 0) refuse("cannot record the environment", n < 0 ? errno : ENOSPC);
        p += n;
        size -= (size_t)n;
    }
}

/*
 * What the entry is written to and read from: a memory file, or a pipe where the caller's limit on file sizes (RLIMIT_FSIZE, which counts
 * for memory files too) is smaller than the entry.
 */
static void open_entry(size_t size, int *in, int *out)
{
    struct rlimit limit;
    int ends[2];
    if (getrlimit(RLIMIT_FSIZE, &limit) != 0 || limit.rlim_cur >= size) {
        *in = *out = memfd_create("ctk-entry", 0);
        if (*in < 0) refuse("cannot record the environment", errno);
        return;
    }
    if (pipe2(ends, O_NONBLOCK) != 0) refuse("cannot record the environment", errno);
    fcntl(ends[1], F_SETPIPE_SZ, (int)size); /* if it may not be so large, writing fails */
    *in = ends[0];
    *out = ends[1];
}

/* Write the entry; return the descriptor to read it from. The strings stand in one piece in a new process (execve(2)), and are written in one call. */
static int write_entry(struct entry *e, char **env)
{
    int in, out;
    size_t size = sizeof *e;
    e->version = ENTRY_VERSION;
    e->size = sizeof *e;
    for (; env[e->env_count] != NULL; e->env_count++) size += strlen(env[e->env_count]) + 1;
    open_entry(size, &in, &out);
    put(out, e, sizeof *e);
    for (char **from = env; *from != NULL;) {
        const char *end = *from;
        char **next = from;
        while (*next == end && *next != NULL) end += strlen(*next++) + 1;
        put(out, *from, (size_t)(end - *from));
        from = next;
    }
    if (in != out) close(out);
    else if (lseek(in, 0, SEEK_SET) != 0) refuse("cannot record the environment", errno);
    return in;
}

/* The program's own file. Not by AT_EXECFN where there is a /proc: for a script with #!, that is the script (execve(2)). */
static void find_self(char *self)
{
    ssize_t length = readlink("/proc/self/exe", self, PATH_MAX);
    const char *invoked = (const char *)getauxval(AT_EXECFN);
    if (length > 0 && length < PATH_MAX) self[length] = '\0';
    else if (invoked == NULL || realpath(invoked, self) == NULL) refuse("cannot find the installation", errno);
}

/*
 * On the C library of the installation, whatever the machine has; where that was left out, on the machine's. The loader takes the place of the
 * program, and is told where it and its libraries are (ld.so(8)).
 */
static void __attribute__((noreturn)) become_vm(const char *home, int argc, char **argv, char **env)
{
    static char loader[PATH_MAX + sizeof LOADER], libraries[PATH_MAX + sizeof "/lib/glibc"], vm[PATH_MAX + sizeof "/lib/ctk-vm"];
    char *own[] = {loader, "--inhibit-cache", "--argv0", argv[0], "--library-path", libraries, vm}, **all;
    size_t before = sizeof own / sizeof *own;
    strcat(strcpy(loader, home), LOADER);
    strcat(strcpy(libraries, home), "/lib/glibc");
    strcat(strcpy(vm, home), "/lib/ctk-vm");
    all = calloc(before + (size_t)argc, sizeof *all);
    if (all == NULL) refuse("cannot start lib/ctk-vm", errno);
    memcpy(all, own, sizeof own);
    memcpy(all + before, argv + 1, (size_t)argc * sizeof *all); /* with the NULL at the end */
    /* a list of directories is divided by the first two, and the third begins what is replaced; of a program that is missing we can say so better */
    int can_be_told = strpbrk(home, ":;$") == NULL && access(vm, F_OK) == 0;
    if (can_be_told) execve(loader, all, env);
    if (!can_be_told || errno == ENOENT) execve(vm, argv, env);
    refuse("cannot start lib/ctk-vm beside bin/ctk (link to bin/ctk, do not copy it)", errno);
}

int main(int argc, char **argv, char **env)
{
    static struct entry entry;
    static char self[PATH_MAX], variable[32];
    record_signals(&entry);
    record_descriptors(&entry);
    if (argc < 1) refuse("refused to run without arguments", 0);
    invoked_as = argv[0];
    find_self(self);
    const char *reason = refuse_privileged(self);
    if (reason != NULL) refuse(reason, 0);
    perform_sealed("/etc", BUILD_ID, &(struct start){&entry, argv, env});
    for (int up = 0; up < 2; up++) { /* HOME/bin/ctk: to HOME */
        char *slash = strrchr(self, '/');
        if (slash == NULL) refuse("cannot find the installation", ENOENT);
        *slash = '\0';
    }
    int in = write_entry(&entry, env);
    /* else the dynamic loader would say so in its own words */
    if (!has_address_space(LEAST_SPACE)) refuse("cannot start the Java runtime: " LITTLE_SPACE, 0);
    if (fcntl(in, F_DUPFD_CLOEXEC, 0) < 0) refuse("cannot open files", errno);
    snprintf(variable, sizeof variable, ENTRY_VARIABLE "=%d", in);
    char *vm_env[] = {variable, KEPT_SIGNAL, NULL};
    become_vm(self, argc, argv, vm_env);
}
