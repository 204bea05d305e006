/*
 * lib/ctk-vm: runs Java on a second thread, takes its decision, and performs it on the first thread, on which no VM code ever ran.
 * Built with CTK_TRAINING it is the tool that makes the class-data archives: see the end of this file.
 */
#define _GNU_SOURCE
#include "child.h"
#include "crash.h"
#include "installation.h"
#include "kernel.h"
#include "library.h"
#include "memory.h"
#include "perform.h"
#include "purpose.h"
#include "training.h"

#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <linux/fcntl.h>
#include <malloc.h>
#include <pthread.h>
#include <pwd.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23 /* Linux 5.14; older kernels answer EINVAL, and nothing is lost */
#endif
#define MAIN_CLASS "ctk/main/Main"
#define MAX_OPTIONS 64

static struct start start;
static char home[PATH_MAX];
static int own_library; /* the C library is the installation's, not the machine's */
static char last_words[200]; /* what the VM said, kept for the case that it ends */
static const struct purpose *purpose;
static unsigned char *decision;
static size_t decision_size;
static int exit_code = -1; /* of the command, when Java did not decide to run one */
static volatile int creating; /* JNI_CreateJavaVM has not returned */
static volatile int created;  /* it has */

int open64(const char *, int, ...); /* fcntl.h has one of its own */

static void __attribute__((noreturn)) no_runtime(const char *cause)
{
    creating = 0;
    error_line(failure_label(start.argv[0]), "cannot start the Java runtime", NULL, cause);
    _exit(failure_code(start.argv[0]));
}

/* ---- what the VM may say ---- */

static jint JNICALL hear(FILE *stream, const char *format, va_list arguments)
{
    if (stream != stdout && stream != stderr) return vfprintf(stream, format, arguments); /* a log file of a training run */
    size_t used = strlen(last_words);
    return vsnprintf(last_words + used, sizeof last_words - used, format, arguments);
}

/* Before the VM knows the hooks below it writes to standard output by itself, and exits by _exit(2). */
ssize_t write(int fd, const void *bytes, size_t size)
{
    if (!creating || fd < 1 || fd > 2) return syscall(SYS_write, fd, bytes, size);
    size_t used = strlen(last_words), room = sizeof last_words - 1 - used;
    memcpy(last_words + used, bytes, size < room ? size : room);
    return (ssize_t)size;
}

#ifndef CTK_TRAINING

/* Before the VM knows its options it would leave an error file in the working directory, or in /tmp. Nothing else is made until it is there. */
int open64(const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    mode_t mode = (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    if (creating && (flags & O_CREAT) != 0) {
        errno = EROFS;
        return -1;
    }
    return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

#endif

static void ended(void)
{
    static const char preface[] = "Error occurred during initialization of VM ";
    char *said = last_words + strspn(last_words, "#\n "), *trace = strstr(said, "\n\tat "), *report = strstr(said, "\n#");
    if (trace != NULL) *trace = '\0';
    if (report != NULL) *report = '\0';
    for (char *c = said; *c != '\0'; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7f) *c = ' ';
    const char *words = strncmp(said, preface, sizeof preface - 1) == 0 ? said + sizeof preface - 1 : said;
    for (size_t n = strlen(said); n > 0 && (said[n - 1] == ' ' || said[n - 1] == '.'); n--) said[n - 1] = '\0';
    no_runtime(*words != '\0' ? words : "it ended by itself");
}

void _exit(int code)
{
    if (creating) ended();
    syscall(SYS_exit_group, code);
    crash();
}

/* The VM was there, and ends by what ctk itself never does. */
static void __attribute__((noreturn)) stopped(const char *what, const char *cause)
{
    error_line(failure_label(start.argv[0]), what, NULL, cause);
    _exit(failure_code(start.argv[0]));
}

static void JNICALL aborted(void)
{
    if (!creating) stopped("the Java runtime gave up", "out of memory, damaged files, or a fault, as of a set-up step");
    if (last_words[0] == '\0') strcpy(last_words, "it gave up: out of memory, or its files are damaged");
    ended();
}

/* A fault, or what the C library does not go on with, and has said; before the VM watches for such signals, or when it does not know what to do. */
static void crashed(int signal)
{
    if (signal != SIGABRT) aborted();
    creating = 0;
    _exit(failure_code(start.argv[0]));
}

static void JNICALL ended_with(jint code)
{
    (void)code;
    if (creating) ended();
    char label[32];
    const char *culprit = kernel_if_ended();
    if (*culprit == '\0') stopped("the Java runtime was told to end", NULL); /* ctk itself does not */
    snprintf(label, sizeof label, "ctk %.20s", start.argv[1]);
    error_line(label, culprit, NULL, NULL);
    _exit(failure_code(start.argv[0]));
}

/*
 * The JDK asks for the caller's name at every start. That would load the image's name service libraries into a root process, and ask nscd,
 * for an answer that ctk does not use. Once there is a VM, it is --user-db=nss that asks.
 */
struct passwd *getpwuid(uid_t uid)
{
    struct passwd *(*next)(uid_t) = creating ? NULL : (struct passwd * (*)(uid_t)) dlsym(RTLD_NEXT, "getpwuid");
    return next != NULL ? next(uid) : NULL;
}

/* The JDK asks for the working directory too, and gives up if it was removed or is too deep; ctk opens relative paths without it. */
char *getcwd(char *buffer, size_t size)
{
    if (syscall(SYS_getcwd, buffer, size) > 0) return buffer;
    return size > 1 ? strcpy(buffer, "/") : NULL;
}

/* ---- what the first thread does while it waits ---- */

#define SIGNAL_CHECK 50000000 /* nanoseconds between looks at pending signals; longer than a start takes */

static sem_t waiting; /* posted when there is an archive, and when Java is done */
static volatile int done;
#define WATCH_LEASE 300000000 /* nanoseconds: Java that looks for signals by itself, but does not for so long, hangs */
static volatile int watched;  /* it has begun to */
static _Atomic int64_t watch_end;
static void *archive;
static size_t archive_size;
static int archives_mapped; /* the other one too */

/*
 * The VM writes to nearly every page of the archive's first part, one page fault each: a tenth of the start. The first thread has nothing
 * to do meanwhile, and lets the kernel fill them in one call. So this notes where the VM, which calls mmap for nothing else of the kind, maps that part.
 */
void *mmap(void *address, size_t size, int protection, int flags, int fd, off_t offset)
{
    void *result = (void *)syscall(SYS_mmap, address, size, protection, flags, fd, offset);
    if (fd >= 0 && (flags & MAP_FIXED) != 0 && (protection & PROT_WRITE) != 0 && result != MAP_FAILED && archives_mapped++ == 0) {
        archive_size = size;
        archive = result;
        sem_post(&waiting);
    }
    return result;
}

void *mmap64(void *, size_t, int, int, int, off_t) __attribute__((alias("mmap"))); /* the name the VM was linked with */

static int64_t nanoseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

/* Asked by a command that changes things: it stops by itself, and says what was done. */
static int watch_signals(void)
{
    watch_end = nanoseconds() + WATCH_LEASE;
    watched = 1;
    return ending_signal(start.entry);
}

/* Asked by the shell, which lives long, and acts on signals by itself. */
static volatile int held;
static void hold_signals(void)
{
    held = 1;
}

static volatile pid_t java_thread;

/* By a seccomp filter that kills threads, and not the process (SECCOMP_RET_KILL_THREAD): it would be waited for for ever. */
static int java_is_gone(void)
{
    return java_thread > 0 && syscall(SYS_tgkill, getpid(), java_thread, 0) != 0 && errno == ESRCH && !done;
}

/* As long as nothing has been changed a signal may end ctk at once, should Java wait for a file or a pipe that does not answer. */
static void wait_for_java(void)
{
    while (!done) {
        if (held) {
            sem_wait(&waiting);
            continue;
        }
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_nsec += SIGNAL_CHECK;
        until.tv_sec += until.tv_nsec / 1000000000;
        until.tv_nsec %= 1000000000;
        int woken = sem_clockwait(&waiting, CLOCK_MONOTONIC, &until) == 0, signal = woken ? 0 : ending_signal(start.entry);
        if (woken && !done && archive != NULL) madvise(archive, archive_size, MADV_POPULATE_WRITE);
        if (!woken && java_is_gone()) {
            creating = 0;
            stopped("a thread of the Java runtime was ended", "as by a seccomp filter");
        }
        if (!woken && !watched && memory_is_short(created && purpose->archive != NULL)) no_runtime(MEMORY_SHORT);
        if (signal <= 0 || (watched && nanoseconds() < watch_end)) continue;
        creating = 0; /* this is not the VM that gives up */
        end_by(signal);
    }
}

/* ---- the VM ---- */

static JavaVMOption options[MAX_OPTIONS];
static int option_count;

static void option(const char *text, void *extra)
{
    if (option_count == MAX_OPTIONS) abort();
    options[option_count++] = (JavaVMOption){(char *)text, extra};
}

static void add_all(const char *const *texts)
{
    while (*texts != NULL) option(*texts++, NULL);
}

static void choose_options(void)
{
    add_all(vm_options);
    add_all(purpose->options);
    if (own_library) option("-Dctk.library=own", NULL);
    option("vfprintf", (void *)hear);
    option("exit", (void *)ended_with);
    option("abort", (void *)aborted);
}

static const char *in_home(const char *before, const char *path)
{
    char *text = NULL;
    if (asprintf(&text, "%s%s%s", before, home, path) < 0) no_runtime(strerrordesc_np(errno));
    return text;
}

/* Call Main.start(arguments): one byte is an exit code, more are a decision, none asks for the machine's C library. */
static void decide(JNIEnv *env, char **argv)
{
    jclass main_class = (*env)->FindClass(env, MAIN_CLASS);
    jmethodID method = main_class != NULL ? (*env)->GetStaticMethodID(env, main_class, "start", "([[B)[B") : NULL;
    jobjectArray arguments = method != NULL ? kernel_strings(env, argv) : NULL;
    jbyteArray answer = arguments != NULL ? (*env)->CallStaticObjectMethod(env, main_class, method, arguments) : NULL;
    if (answer == NULL || (*env)->ExceptionCheck(env)) no_runtime("out of memory, or its main class failed");
    decision_size = (size_t)(*env)->GetArrayLength(env, answer);
    decision = malloc(decision_size + 1);
    if (decision == NULL) no_runtime(strerrordesc_np(errno));
    (*env)->GetByteArrayRegion(env, answer, 0, (jsize)decision_size, (jbyte *)decision);
    if (decision_size == 1) exit_code = decision[0];
}

static int start_child(struct child *child)
{
    return child_start(start.entry, child);
}

static int was_open(int fd)
{
    uint32_t i = 0;
    while (i < start.entry->free_count && start.entry->free[i] != fd) i++;
    return i == start.entry->free_count;
}

typedef jint (*create_vm)(JavaVM **, void **, void *);

static JNIEnv *create(JavaVM **vm)
{
    JNIEnv *env = NULL;
    const char *reason = memory_too_small(purpose->space);
    if (reason != NULL) no_runtime(reason);
    void *library = dlopen(in_home("", "/lib/server/libjvm.so"), RTLD_NOW | RTLD_GLOBAL);
    create_vm call = library != NULL ? (create_vm)dlsym(library, "JNI_CreateJavaVM") : NULL;
    if (call == NULL) no_runtime(dlerror());
    JavaVMInitArgs arguments = {JNI_VERSION_10, option_count, options, JNI_FALSE};
    creating = 1;
    if (call(vm, (void **)&env, &arguments) != JNI_OK) ended();
    creating = 0;
    created = 1;
    static struct host host = {NULL, 0, watch_signals, start_child, was_open, hold_signals};
    host.env = start.env;
    host.archives = archives_mapped;
    if (kernel_register(env, &host) != 0) no_runtime("lib/ctk-vm is of another version");
    return env;
}

#ifndef CTK_TRAINING

static void *java(void *unused)
{
    JavaVM *vm;
    (void)unused;
    java_thread = gettid();
    /* The VM finds classes.jsa, which the other builds on, by itself; but not where the other is damaged. A colon divides the paths of the two. */
    const char *base = in_home("-XX:SharedArchiveFile=", "/lib/server/classes.jsa:");
    char *both;
    if (purpose->archive != NULL && strchr(home, ':') == NULL && asprintf(&both, "%s%s%s", base, home, purpose->archive) > 0) option(both, NULL);
    decide(create(&vm), start.argv);
    done = 1;
    sem_post(&waiting);
    return NULL;
}

#else

/*
 * Training: VM options from CTK_VM_OPTIONS, classes to load from CTK_CLASSES, one a line; arguments of several starts, divided by "+++"; the VM ends
 * in order. A shell that is told nothing else has a terminal, at which CTK_KEYS are typed.
 */
static void *java(void *unused)
{
    JavaVM *vm;
    (void)unused;
    char *classes = training_given(start.env, "CTK_CLASSES");
    for (char *o = strtok(training_given(start.env, "CTK_VM_OPTIONS"), "\n"); o != NULL; o = strtok(NULL, "\n")) option(o, NULL);
    JNIEnv *env = create(&vm);
    for (char *c = strtok(classes, "\n"); c != NULL; c = strtok(NULL, "\n"))
        if ((*env)->FindClass(env, c) == NULL) (*env)->ExceptionClear(env);
    for (char **from = start.argv, **to = from; *to != NULL; from = to) {
        while (*to != NULL && strcmp(*to, "+++") != 0) to++;
        char **next = *to != NULL ? to + 1 : to;
        *to = NULL;
        int is_typed = from[1] != NULL && strcmp(from[1], "shell") == 0 && from[2] == NULL;
        if (is_typed) training_type(training_given(start.env, "CTK_KEYS"));
        decide(env, from);
        if (is_typed) training_end();
        to = next;
    }
    (*vm)->DestroyJavaVM(vm);
    _exit(exit_code > 0 ? exit_code : 0);
}

#endif

/* HOME/lib/ctk-vm: to HOME. A loader that is given the program says so too (AT_EXECFN), and the kernel has not loaded it beside the program (AT_BASE). */
static void find_home(void)
{
    const char *self = (const char *)getauxval(AT_EXECFN);
    if (self == NULL || strlen(self) >= sizeof home) no_runtime("it cannot be found");
    own_library = getauxval(AT_BASE) == 0;
    strcpy(home, self);
    for (int up = 0; up < 2; up++) {
        char *slash = strrchr(home, '/');
        if (slash == NULL) no_runtime("it cannot be found");
        *slash = '\0';
    }
}

int main(int argc, char **argv)
{
    (void)argc;
    start.argv = argv;
    crash_ends_by(crashed);
    const char *reason = refuse_privileged((const char *)getauxval(AT_EXECFN));
    if (reason != NULL) no_runtime(reason);
    find_home();
    library_if_asked();
    reason = entry_read(&start);
    if (reason != NULL) no_runtime(reason);
#ifndef CTK_TRAINING
    memory_watch();
#endif
    mallopt(M_ARENA_MAX, 1); /* each further arena reserves 64 MiB of address space */
    purpose = find_purpose(argv);
    choose_options();
    atexit(ended);
    sem_init(&waiting, 0, 0);
    pthread_t thread;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 1 << 20);
    int error = pthread_create(&thread, &attributes, java, NULL);
    if (error != 0) no_runtime(strerrordesc_np(error));
    wait_for_java();
    pthread_join(thread, NULL);
    int signal = watched || held ? ending_signal(start.entry) : 0;
    if (signal > 0) end_by(signal);
    if (exit_code >= 0) _exit(exit_code);
    if (decision_size == 0) library_of_machine(&start, in_home("", "/lib/ctk-vm"));
    perform(&start, decision, decision_size);
}
