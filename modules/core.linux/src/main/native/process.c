/* The native methods of ctk.core.linux.ProcessCalls: programs that run beside ctk, and other children of this process. Failures are -errno. */
#define _GNU_SOURCE
#include "process.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int (*start_child)(struct child *);
static int callers_signal = -1; /* whether SIGCHLD was pending before the first child; -1: there was none yet */

/* Return a copy of the bytes with a NUL behind, NULL with errno. */
static char *text(JNIEnv *jni, jbyteArray bytes)
{
    jsize length = (*jni)->GetArrayLength(jni, bytes);
    char *copy = malloc((size_t)length + 1);
    if (copy == NULL) return NULL;
    (*jni)->GetByteArrayRegion(jni, bytes, 0, length, (jbyte *)copy);
    copy[length] = '\0';
    if (strlen(copy) == (size_t)length) return copy;
    free(copy);
    errno = EINVAL; /* the kernel would see a part of it */
    return NULL;
}

static void free_texts(char **all)
{
    for (char **each = all; all != NULL && *each != NULL; each++) free(*each);
    free(all);
}

/* Return copies of all up to NULL, NULL with errno. */
static char **texts(JNIEnv *jni, jobjectArray arrays)
{
    jsize count = (*jni)->GetArrayLength(jni, arrays);
    char **all = calloc((size_t)count + 1, sizeof *all);
    for (jsize i = 0; all != NULL && i < count; i++) {
        jbyteArray one = (*jni)->GetObjectArrayElement(jni, arrays, i);
        all[i] = text(jni, one);
        (*jni)->DeleteLocalRef(jni, one);
        if (all[i] != NULL) continue;
        int error = errno;
        free_texts(all);
        errno = error;
        return NULL;
    }
    return all;
}

/*
 * Where SIGCHLD is ignored no child can be waited for (wait(2)); perform() ignores it again. A default is not set again, which would discard a
 * pending signal of the caller's.
 */
static void prepare(void)
{
    sigset_t pending;
    struct sigaction now;
    if (callers_signal >= 0) return;
    callers_signal = sigpending(&pending) == 0 && sigismember(&pending, SIGCHLD) == 1;
    if (sigaction(SIGCHLD, NULL, &now) == 0 && now.sa_handler == SIG_IGN) signal(SIGCHLD, SIG_DFL);
}

/* Wait until a child ends, as long as this at most. SIGCHLD is blocked in every thread (launcher.c), and kept from the command, which has not these children. */
static void take_signal(long milliseconds)
{
    sigset_t child;
    const struct timespec most = {milliseconds / 1000, milliseconds % 1000 * 1000000};
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigtimedwait(&child, NULL, &most);
}

static void leave_callers_signal(void)
{
    take_signal(0);
    if (callers_signal == 1) kill(getpid(), SIGCHLD);
}

/* int start(byte[] decision, byte[][] argv, byte[][] env, byte[] directory or null, byte[] quoted, int[] ends, int[] place): the process id; ends: of errors, of the result if ends[1] is not 0 */
static jint JNICALL start(JNIEnv *jni, jclass class, jbyteArray decision, jobjectArray argv, jobjectArray env, jbyteArray directory, jbyteArray quoted, jintArray ends, jintArray place)
{
    (void)class;
    jint numbers[2];
    struct child child = {.size = (size_t)(*jni)->GetArrayLength(jni, decision)};
    int pid = -1;
    (*jni)->GetIntArrayRegion(jni, ends, 0, 2, numbers);
    child.result = numbers[1];
    (*jni)->GetIntArrayRegion(jni, place, 0, 3, child.streams);
    (*jni)->GetIntArrayRegion(jni, place, 3, 1, &child.group);
    (*jni)->GetIntArrayRegion(jni, place, 4, 1, &child.terminal);
    char *record = malloc(child.size + 1), *in = NULL, *name = NULL;
    if (record != NULL) (*jni)->GetByteArrayRegion(jni, decision, 0, (jsize)child.size, (jbyte *)record);
    child.record = record;
    if (record != NULL && (child.argv = texts(jni, argv)) != NULL && (child.env = texts(jni, env)) != NULL && (directory == NULL || (in = text(jni, directory)) != NULL) &&
        (name = text(jni, quoted)) != NULL) {
        child.directory = in;
        child.quoted = name;
        prepare();
        pid = start_child(&child);
    }
    int error = errno;
    if (pid > 0) (*jni)->SetIntArrayRegion(jni, ends, 0, 2, (const jint[]){child.errors, child.result});
    free_texts(child.argv);
    free_texts(child.env);
    free(record);
    free(in);
    free(name);
    return pid > 0 ? pid : -error;
}

/* int awaitInput(int fd, int milliseconds): poll(2); 1 if there is something to read or all have closed it, 0 if not */
static jint JNICALL await_input(JNIEnv *jni, jclass class, jint fd, jint milliseconds)
{
    (void)jni, (void)class;
    struct pollfd input = {fd, POLLIN, 0};
    int n = poll(&input, 1, milliseconds);
    return n >= 0 ? n : errno == EINTR ? 0 : -errno;
}

/* void awaitChild(int milliseconds) */
static void JNICALL await_child(JNIEnv *jni, jclass class, jint milliseconds)
{
    (void)jni, (void)class;
    take_signal(milliseconds);
}

/* boolean hasEnded(int pid): waitid(2) without reaping */
static jboolean JNICALL has_ended(JNIEnv *jni, jclass class, jint pid)
{
    (void)jni, (void)class;
    siginfo_t info = {.si_pid = 0};
    return waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid != 0;
}

/* int reap(int pid): waitpid(2); the exit code, 128+n if signal n ended it, or -EAGAIN if it runs */
static jint JNICALL reap(JNIEnv *jni, jclass class, jint pid)
{
    (void)jni, (void)class;
    int status;
    pid_t ended = waitpid(pid, &status, WNOHANG);
    if (ended < 0) return -errno;
    if (ended == 0) return -EAGAIN;
    leave_callers_signal();
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/* void signal(int pid, int number): kill(2) */
static void JNICALL send_signal(JNIEnv *jni, jclass class, jint pid, jint number)
{
    (void)jni, (void)class;
    kill(pid, number);
}

/* boolean hasChildren(): waitid(2) without reaping */
static jboolean JNICALL has_children(JNIEnv *jni, jclass class)
{
    (void)jni, (void)class;
    siginfo_t info;
    return waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT | __WALL) == 0 || errno != ECHILD;
}

/* void reapAll(): waitpid(2) of every child that has ended */
static void JNICALL reap_all(JNIEnv *jni, jclass class)
{
    (void)jni, (void)class;
    prepare();
    while (waitpid(-1, NULL, WNOHANG | __WALL) > 0) continue;
    leave_callers_signal();
}

int process_register(JNIEnv *jni, int (*start_a_child)(struct child *))
{
    static const JNINativeMethod methods[] = {
        {"start", "([B[[B[[B[B[B[I[I)I", (void *)start},
        {"awaitInput", "(II)I", (void *)await_input},
        {"awaitChild", "(I)V", (void *)await_child},
        {"hasEnded", "(I)Z", (void *)has_ended},
        {"reap", "(I)I", (void *)reap},
        {"signal", "(II)V", (void *)send_signal},
        {"hasChildren", "()Z", (void *)has_children},
        {"reapAll", "()V", (void *)reap_all},
    };
    start_child = start_a_child;
    jclass class = (*jni)->FindClass(jni, "ctk/core/linux/ProcessCalls");
    return class != NULL && (*jni)->RegisterNatives(jni, class, methods, sizeof methods / sizeof *methods) == JNI_OK ? 0 : -1;
}
