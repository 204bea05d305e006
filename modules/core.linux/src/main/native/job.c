/* The native methods of ctk.core.linux.JobCalls: what a shell asks of the kernel. Each makes one system call or two. Failures are -errno. */
#define _GNU_SOURCE
#include "job.h"
#include "name.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#define MODES (5 + NCCS) /* JobCalls.MODES: four sets of flags, the speed, the control characters */

static const struct host *host;

/* int changeDirectory(byte[] path): chdir(2) */
static jint JNICALL change_directory(JNIEnv *jni, jclass class, jbyteArray bytes)
{
    (void)class;
    struct name path;
    int error = get_name(jni, bytes, &path);
    if (error != 0) return error;
    return chdir(path.text) == 0 ? 0 : -errno;
}

/* int open(byte[] path, int flags, int mode): open(2), where links lead */
static jint JNICALL open_file(JNIEnv *jni, jclass class, jbyteArray bytes, jint flags, jint mode)
{
    (void)class;
    struct name path;
    int error = get_name(jni, bytes, &path);
    if (error != 0) return error;
    int fd = open(path.text, flags | O_CLOEXEC | O_NOCTTY, (mode_t)mode);
    return fd >= 0 ? fd : -errno;
}

/* int pipe(int[] ends, boolean blocking): pipe2(2) */
static jint JNICALL make_pipe(JNIEnv *jni, jclass class, jintArray ends, jboolean blocking)
{
    (void)class;
    int both[2];
    if (pipe2(both, O_CLOEXEC | (blocking ? 0 : O_NONBLOCK)) != 0) return -errno;
    (*jni)->SetIntArrayRegion(jni, ends, 0, 2, both);
    return 0;
}

/* int awaitEither(int file, boolean writing, int other, int milliseconds): poll(2); bit 0: file is ready, bit 1: other can be read */
static jint JNICALL await_either(JNIEnv *jni, jclass class, jint file, jboolean writing, jint other, jint milliseconds)
{
    (void)jni, (void)class;
    struct pollfd both[] = {{file, writing ? POLLOUT : POLLIN, 0}, {other, POLLIN, 0}}; /* poll passes over a negative descriptor */
    int n = poll(both, 2, milliseconds);
    if (n < 0) return errno == EINTR ? 0 : -errno;
    return (both[0].revents != 0) | (both[1].revents != 0) << 1;
}

/* int awaitSignal(long signals, int milliseconds): sigtimedwait(2); the number, or 0 */
static jint JNICALL await_signal(JNIEnv *jni, jclass class, jlong signals, jint milliseconds)
{
    (void)jni, (void)class;
    sigset_t set;
    const struct timespec most = {milliseconds / 1000, milliseconds % 1000 * 1000000L};
    sigemptyset(&set);
    for (int n = 1; n < 32; n++)
        if ((signals >> (n - 1) & 1) != 0) sigaddset(&set, n);
    int n = sigtimedwait(&set, NULL, &most);
    return n > 0 ? n : 0;
}

/* long wait(int[] pid): waitpid(2) of any child that changed; its state, encoded as 0..255 exit, 256+n ended by a signal, 512+n stopped, 1024 continued; -1 none */
static jint JNICALL wait_any(JNIEnv *jni, jclass class, jintArray pid)
{
    (void)class;
    int status;
    pid_t changed = waitpid(-1, &status, WNOHANG | WUNTRACED | WCONTINUED);
    if (changed <= 0) return -1;
    (*jni)->SetIntArrayRegion(jni, pid, 0, 1, &changed);
    if (WIFSIGNALED(status)) return 256 + WTERMSIG(status);
    if (WIFSTOPPED(status)) return 512 + WSTOPSIG(status);
    return WIFCONTINUED(status) ? 1024 : WEXITSTATUS(status);
}

/* int kill(int pid, int signal): kill(2) */
static jint JNICALL send_signal(JNIEnv *jni, jclass class, jint pid, jint signal)
{
    (void)jni, (void)class;
    return kill(pid, signal) == 0 ? 0 : -errno;
}

/* int foreground(int terminal): tcgetpgrp(3) */
static jint JNICALL get_foreground(JNIEnv *jni, jclass class, jint terminal)
{
    (void)jni, (void)class;
    pid_t group = tcgetpgrp(terminal);
    return group >= 0 ? group : -errno;
}

/* int setForeground(int terminal, int group): tcsetpgrp(3); SIGTTOU is blocked, so that it works from the background too */
static jint JNICALL set_foreground(JNIEnv *jni, jclass class, jint terminal, jint group)
{
    (void)jni, (void)class;
    return tcsetpgrp(terminal, group) == 0 ? 0 : -errno;
}

/* int lead(): setpgid(2) of this process to a group of its own, unless it leads one; the group */
static jint JNICALL lead(JNIEnv *jni, jclass class)
{
    (void)jni, (void)class;
    if (getpgrp() != getpid() && setpgid(0, 0) != 0) return -errno;
    return getpgrp();
}

/* int group(), int pid() */
static jint JNICALL get_group(JNIEnv *jni, jclass class) { (void)jni, (void)class; return getpgrp(); }
static jint JNICALL get_pid(JNIEnv *jni, jclass class) { (void)jni, (void)class; return getpid(); }

/* int modes(int terminal, int[] modes): tcgetattr(3) */
static jint JNICALL get_modes(JNIEnv *jni, jclass class, jint terminal, jintArray modes)
{
    (void)class;
    struct termios t;
    jint all[MODES];
    if (tcgetattr(terminal, &t) != 0) return -errno;
    all[0] = (jint)t.c_iflag, all[1] = (jint)t.c_oflag, all[2] = (jint)t.c_cflag, all[3] = (jint)t.c_lflag, all[4] = 0;
    for (int i = 0; i < NCCS; i++) all[5 + i] = t.c_cc[i];
    (*jni)->SetIntArrayRegion(jni, modes, 0, MODES, all);
    return 0;
}

/* int setModes(int terminal, int[] modes): tcsetattr(3), when all output is written; the speed stays */
static jint JNICALL set_modes(JNIEnv *jni, jclass class, jint terminal, jintArray modes)
{
    (void)class;
    struct termios t;
    jint all[MODES];
    if (tcgetattr(terminal, &t) != 0) return -errno;
    (*jni)->GetIntArrayRegion(jni, modes, 0, MODES, all);
    t.c_iflag = (tcflag_t)all[0], t.c_oflag = (tcflag_t)all[1], t.c_cflag = (tcflag_t)all[2], t.c_lflag = (tcflag_t)all[3];
    for (int i = 0; i < NCCS; i++) t.c_cc[i] = (cc_t)all[5 + i];
    return tcsetattr(terminal, TCSADRAIN, &t) == 0 ? 0 : -errno;
}

/* int size(int terminal): rows << 16 | columns (ioctl_tty(2), TIOCGWINSZ) */
static jint JNICALL get_size(JNIEnv *jni, jclass class, jint terminal)
{
    (void)jni, (void)class;
    struct winsize size;
    if (ioctl(terminal, TIOCGWINSZ, &size) != 0) return -errno;
    return (jint)(size.ws_row & 0x7fff) << 16 | size.ws_col;
}

/* void holdSignals(): none ends ctk any more */
static void JNICALL hold_signals(JNIEnv *jni, jclass class)
{
    (void)jni, (void)class;
    host->hold_signals();
}

int job_register(JNIEnv *jni, const struct host *vm)
{
    static const JNINativeMethod methods[] = {
        {"changeDirectory", "([B)I", (void *)change_directory},
        {"open", "([BII)I", (void *)open_file},
        {"pipe", "([IZ)I", (void *)make_pipe},
        {"awaitEither", "(IZII)I", (void *)await_either},
        {"awaitSignal", "(JI)I", (void *)await_signal},
        {"waitAny", "([I)I", (void *)wait_any},
        {"kill", "(II)I", (void *)send_signal},
        {"foreground", "(I)I", (void *)get_foreground},
        {"setForeground", "(II)I", (void *)set_foreground},
        {"lead", "()I", (void *)lead},
        {"group", "()I", (void *)get_group},
        {"pid", "()I", (void *)get_pid},
        {"modes", "(I[I)I", (void *)get_modes},
        {"setModes", "(I[I)I", (void *)set_modes},
        {"size", "(I)I", (void *)get_size},
        {"holdSignals", "()V", (void *)hold_signals},
    };
    host = vm;
    jclass class = (*jni)->FindClass(jni, "ctk/core/linux/JobCalls");
    return class != NULL && (*jni)->RegisterNatives(jni, class, methods, sizeof methods / sizeof *methods) == JNI_OK ? 0 : -1;
}
