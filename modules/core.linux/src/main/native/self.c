/*
 * The native methods of ctk.core.linux.SelfCalls: what the kernel says of this process without /proc. What is asked of the calling thread is the
 * same for every thread, since ctk changes none of it. Failures are -errno.
 */
#define _GNU_SOURCE
#include "self.h"
#include "name.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/fsuid.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#define MOST_CAPABILITIES 64

static int (*was_open)(int fd);

/* The number, or -errno of a call that was denied, as by a seccomp filter. */
static jlong answer(int result)
{
    return result >= 0 ? result : -errno;
}

/* void state(long[] facts): file system uid and gid, bounding and ambient set, count of known capabilities, no_new_privs, seccomp mode, securebits */
static void JNICALL state(JNIEnv *jni, jclass class, jlongArray facts)
{
    (void)class;
    uint64_t bounding = 0, ambient = 0;
    int n = 0, in;
    for (; n < MOST_CAPABILITIES && (in = prctl(PR_CAPBSET_READ, n, 0, 0, 0)) >= 0; n++) {
        bounding |= (uint64_t)(in == 1) << n;
        ambient |= (uint64_t)(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, n, 0, 0) == 1) << n; /* before Linux 4.3 there is none */
    }
    const jlong found[] = {(uint32_t)setfsuid((uid_t)-1), (uint32_t)setfsgid((gid_t)-1), /* a wrong id changes nothing (setfsuid(2)) */
                           (jlong)bounding, (jlong)ambient, n, answer(prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0)),
                           answer(prctl(PR_GET_SECCOMP, 0, 0, 0, 0)), answer(prctl(PR_GET_SECUREBITS, 0, 0, 0, 0))};
    (*jni)->SetLongArrayRegion(jni, facts, 0, sizeof found / sizeof *found, found);
}

/*
 * int descriptor(int fd, long[] facts): -EBADF if it was not open when ctk was started; st_mode, major and minor of st_rdev, the flags of
 * fcntl(2) F_GETFL, whether it is a terminal, and whether that is the controlling one
 */
static jint JNICALL descriptor(JNIEnv *jni, jclass class, jint fd, jlongArray facts)
{
    (void)class;
    struct stat st;
    if (!was_open(fd)) return -EBADF;
    if (fstat(fd, &st) != 0) return -errno;
    int terminal = isatty(fd) == 1;
    const jlong found[] = {st.st_mode, (jlong)major(st.st_rdev), (jlong)minor(st.st_rdev), fcntl(fd, F_GETFL), terminal, terminal && tcgetsid(fd) == getsid(0)};
    (*jni)->SetLongArrayRegion(jni, facts, 0, sizeof found / sizeof *found, found);
    return 0;
}

/*
 * int access(byte[] path, int mode): faccessat(2) with the effective ids; 0 or -errno. A seccomp filter that does not know faccessat2(2), which
 * that takes, answers EPERM: then with the real ids, which are the same (installation.c).
 */
static jint JNICALL may_access(JNIEnv *jni, jclass class, jbyteArray bytes, jint mode)
{
    (void)class;
    struct name path;
    int error = get_name(jni, bytes, &path);
    if (error != 0) return error;
    if (faccessat(AT_FDCWD, path.text, mode, AT_EACCESS) == 0) return 0;
    return errno != EPERM || faccessat(AT_FDCWD, path.text, mode, 0) != 0 ? -errno : 0;
}

/* int workingDirectory(byte[] path): getcwd(2), not as vm.c has it for the VM; the length or -errno */
static jint JNICALL working_directory(JNIEnv *jni, jclass class, jbyteArray room)
{
    (void)class;
    char path[4096];
    long n = syscall(SYS_getcwd, path, sizeof path);
    if (n < 0) return -errno;
    (*jni)->SetByteArrayRegion(jni, room, 0, (jsize)n - 1, (const jbyte *)path);
    return (jint)n - 1;
}

/* int release(byte[] text): the kernel's release of uname(2); the length */
static jint JNICALL release(JNIEnv *jni, jclass class, jbyteArray text)
{
    (void)class;
    struct utsname name;
    if (uname(&name) != 0) return -errno;
    jsize length = (jsize)strlen(name.release);
    (*jni)->SetByteArrayRegion(jni, text, 0, length, (const jbyte *)name.release);
    return length;
}

/* int niceness(): getpriority(2) */
static jint JNICALL niceness(JNIEnv *jni, jclass class)
{
    (void)jni, (void)class;
    errno = 0;
    int nice = getpriority(PRIO_PROCESS, 0);
    return errno == 0 ? nice : 0;
}

/* boolean isSetGroupsDenied(): what user_namespaces(7) says of setgroups; without /proc it is not known, and the call itself will tell */
static jboolean JNICALL is_setgroups_denied(JNIEnv *jni, jclass class)
{
    (void)jni, (void)class;
    char word[4] = "";
    int fd = open("/proc/self/setgroups", O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) return JNI_FALSE;
    ssize_t n = read(fd, word, sizeof word);
    close(fd);
    return n == sizeof word && memcmp(word, "deny", sizeof word) == 0;
}

/*
 * boolean isInjectionFiltered(): whether a seccomp filter forbids TIOCSTI. Filters are asked before the kernel looks at the descriptor, which is
 * none. By a child, since a filter may kill; it has no exit signal, so that no SIGCHLD of ctk's is seen by anybody.
 */
static jboolean JNICALL is_injection_filtered(JNIEnv *jni, jclass class)
{
    (void)jni, (void)class;
    int status;
    pid_t child = (pid_t)syscall(SYS_clone, 0, NULL, NULL, NULL, NULL);
    if (child == 0) {
        int passes = syscall(SYS_ioctl, -1, TIOCSTI, "") == -1 && errno == EBADF;
        syscall(SYS_exit_group, passes ? 0 : 1);
    }
    while (child > 0 && waitpid(child, &status, __WALL) < 0)
        if (errno != EINTR) return JNI_FALSE;
    return child > 0 && (!WIFEXITED(status) || WEXITSTATUS(status) != 0);
}

int self_register(JNIEnv *jni, int (*was_open_at_entry)(int fd))
{
    static const JNINativeMethod methods[] = {
        {"state", "([J)V", (void *)state},
        {"descriptor", "(I[J)I", (void *)descriptor},
        {"access", "([BI)I", (void *)may_access},
        {"workingDirectory", "([B)I", (void *)working_directory},
        {"release", "([B)I", (void *)release},
        {"niceness", "()I", (void *)niceness},
        {"isSetGroupsDenied", "()Z", (void *)is_setgroups_denied},
        {"isInjectionFiltered", "()Z", (void *)is_injection_filtered},
    };
    was_open = was_open_at_entry;
    jclass class = (*jni)->FindClass(jni, "ctk/core/linux/SelfCalls");
    return class != NULL && (*jni)->RegisterNatives(jni, class, methods, sizeof methods / sizeof *methods) == JNI_OK ? 0 : -1;
}
