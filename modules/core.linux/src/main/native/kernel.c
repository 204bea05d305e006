#define _GNU_SOURCE
#include "kernel.h"

#include "directory.h"
#include "file.h"
#include "privilege.h"
#include "job.h"
#include "look.h"
#include "process.h"
#include "seal.h"
#include "self.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define CHUNK 65536

static const struct host *host;
static char if_ended[4001];

jobjectArray kernel_strings(JNIEnv *jni, char **strings)
{
    jsize count = 0;
    while (strings[count] != NULL) count++;
    jobjectArray all = (*jni)->NewObjectArray(jni, count, (*jni)->FindClass(jni, "[B"), NULL);
    for (jsize i = 0; all != NULL && i < count; i++) {
        jsize length = (jsize)strlen(strings[i]);
        jbyteArray one = (*jni)->NewByteArray(jni, length);
        if (one == NULL) return NULL;
        (*jni)->SetByteArrayRegion(jni, one, 0, length, (const jbyte *)strings[i]);
        (*jni)->SetObjectArrayElement(jni, all, i, one);
        (*jni)->DeleteLocalRef(jni, one);
    }
    return all;
}

/* byte[][] environment() */
static jobjectArray JNICALL get_environment(JNIEnv *jni, jclass class)
{
    (void)class;
    return kernel_strings(jni, host->env);
}

/* int archives() */
static jint JNICALL get_archives(JNIEnv *jni, jclass class)
{
    (void)jni, (void)class;
    return host->archives;
}

/* int open(byte[] path, int flags): open(2); a descriptor or -errno */
static jint JNICALL open_file(JNIEnv *jni, jclass class, jbyteArray path, jint flags)
{
    (void)class;
    char name[4096];
    jsize length = (*jni)->GetArrayLength(jni, path);
    if (length >= (jsize)sizeof name) return -ENAMETOOLONG;
    (*jni)->GetByteArrayRegion(jni, path, 0, length, (jbyte *)name);
    name[length] = '\0';
    if (strlen(name) != (size_t)length) return -EINVAL;
    int fd = open(name, flags | O_CLOEXEC);
    return fd >= 0 ? fd : -errno;
}

/* int read(int fd, byte[] buffer, int offset, int length): read(2); the count or -errno */
static jint JNICALL read_file(JNIEnv *jni, jclass class, jint fd, jbyteArray buffer, jint offset, jint length)
{
    (void)class;
    char bytes[CHUNK];
    ssize_t n;
    do n = read(fd, bytes, length < CHUNK ? (size_t)length : CHUNK);
    while (n < 0 && errno == EINTR);
    if (n < 0) return -errno;
    (*jni)->SetByteArrayRegion(jni, buffer, offset, (jsize)n, (const jbyte *)bytes);
    return (jint)n;
}

/* int write(int fd, byte[] buffer, int offset, int length): write(2); the count or -errno */
static jint JNICALL write_file(JNIEnv *jni, jclass class, jint fd, jbyteArray buffer, jint offset, jint length)
{
    (void)class;
    char bytes[CHUNK];
    jint take = length < CHUNK ? length : CHUNK;
    ssize_t n;
    (*jni)->GetByteArrayRegion(jni, buffer, offset, take, (jbyte *)bytes);
    do n = write(fd, bytes, (size_t)take);
    while (n < 0 && errno == EINTR);
    return n < 0 ? -errno : (jint)n;
}

/* int close(int fd): close(2); 0 or -errno */
static jint JNICALL close_file(JNIEnv *jni, jclass class, jint fd)
{
    (void)jni, (void)class;
    return close(fd) == 0 ? 0 : -errno;
}

/* int endingSignal(): the signal that ctk has to end by, 0 for none, or -errno; from then on it is Java that watches for it */
static jint JNICALL ending_signal(JNIEnv *jni, jclass class)
{
    (void)jni, (void)class;
    int signal = host->ending_signal();
    return signal >= 0 ? signal : -errno;
}

/* boolean isTerminal(int fd): isatty(3) */
static jboolean JNICALL is_terminal(JNIEnv *jni, jclass class, jint fd)
{
    (void)jni, (void)class;
    return isatty(fd) == 1;
}

/* int umask(): umask(2), left as it is; no other thread may make files meanwhile */
static jint JNICALL get_umask(JNIEnv *jni, jclass class)
{
    (void)jni, (void)class;
    mode_t mask = umask(077);
    umask(mask);
    return (jint)mask;
}

/* void bindDirectoryCalls(), and so on: a failure leaves an exception pending */
static void JNICALL bind_directory_calls(JNIEnv *jni, jclass class) { (void)class, directory_register(jni); }
static void JNICALL bind_file_calls(JNIEnv *jni, jclass class) { (void)class, file_register(jni); }
static void JNICALL bind_privilege_calls(JNIEnv *jni, jclass class) { (void)class, privilege_register(jni); }
static void JNICALL bind_look_calls(JNIEnv *jni, jclass class) { (void)class, look_register(jni); }
static void JNICALL bind_job_calls(JNIEnv *jni, jclass class) { (void)class, job_register(jni, host); }
static void JNICALL bind_process_calls(JNIEnv *jni, jclass class) { (void)class, process_register(jni, host->start_child); }
static void JNICALL bind_seal_calls(JNIEnv *jni, jclass class) { (void)class, seal_register(jni); }
static void JNICALL bind_self_calls(JNIEnv *jni, jclass class) { (void)class, self_register(jni, host->was_open); }

/* void sayIfEnded(byte[] text) */
static void JNICALL say_if_ended(JNIEnv *jni, jclass class, jbyteArray text)
{
    (void)class;
    jsize length = (*jni)->GetArrayLength(jni, text), most = (jsize)sizeof if_ended - 1;
    if (length > most) length = most;
    (*jni)->GetByteArrayRegion(jni, text, 0, length, (jbyte *)if_ended);
    if_ended[length] = '\0';
}

const char *kernel_if_ended(void)
{
    return if_ended;
}

/* long[] credentials(): real, effective and saved uid, the same of gid, effective, permitted and inheritable capabilities, groups; or {-errno} */
static jlongArray JNICALL credentials(JNIEnv *jni, jclass class)
{
    (void)class;
    uid_t r, e, s;
    gid_t gr, ge, gs;
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct caps[2];
    int count = getgroups(0, NULL);
    gid_t *groups = calloc(count > 0 ? (size_t)count : 1, sizeof *groups);
    jlong *facts = calloc(9 + (count > 0 ? (size_t)count : 0), sizeof *facts);
    jsize n = 1;
    if (groups == NULL || facts == NULL || count < 0 || getgroups(count, groups) != count || getresuid(&r, &e, &s) != 0 || getresgid(&gr, &ge, &gs) != 0 ||
        syscall(SYS_capget, &header, caps) != 0) {
        if (facts != NULL) facts[0] = -errno;
    } else {
#ifdef CTK_TRAINING
        memset(caps, 0xff, sizeof caps); /* a training run decides as root would, so that the build need not be root */
#endif
        const jlong fixed[] = {r, e, s, gr, ge, gs, (jlong)((uint64_t)caps[1].effective << 32 | caps[0].effective),
                               (jlong)((uint64_t)caps[1].permitted << 32 | caps[0].permitted), (jlong)((uint64_t)caps[1].inheritable << 32 | caps[0].inheritable)};
        memcpy(facts, fixed, sizeof fixed);
        for (n = 9; n < 9 + count; n++) facts[n] = groups[n - 9];
    }
    if (facts == NULL) (*jni)->ThrowNew(jni, (*jni)->FindClass(jni, "java/lang/OutOfMemoryError"), "credentials");
    jlongArray result = facts != NULL ? (*jni)->NewLongArray(jni, n) : NULL;
    if (result != NULL) (*jni)->SetLongArrayRegion(jni, result, 0, n, facts);
    free(groups);
    free(facts);
    return result;
}

int kernel_register(JNIEnv *jni, const struct host *vm)
{
    static const JNINativeMethod methods[] = {
        {"environment", "()[[B", (void *)get_environment},
        {"archives", "()I", (void *)get_archives},
        {"open", "([BI)I", (void *)open_file},
        {"read", "(I[BII)I", (void *)read_file},
        {"write", "(I[BII)I", (void *)write_file},
        {"close", "(I)I", (void *)close_file},
        {"credentials", "()[J", (void *)credentials},
        {"endingSignal", "()I", (void *)ending_signal},
        {"isTerminal", "(I)Z", (void *)is_terminal},
        {"umask", "()I", (void *)get_umask},
        {"bindDirectoryCalls", "()V", (void *)bind_directory_calls},
        {"bindProcessCalls", "()V", (void *)bind_process_calls},
        {"sayIfEnded", "([B)V", (void *)say_if_ended},
        {"bindPrivilegeCalls", "()V", (void *)bind_privilege_calls},
        {"bindFileCalls", "()V", (void *)bind_file_calls},
        {"bindSealCalls", "()V", (void *)bind_seal_calls},
        {"bindSelfCalls", "()V", (void *)bind_self_calls},
        {"bindLookCalls", "()V", (void *)bind_look_calls},
        {"bindJobCalls", "()V", (void *)bind_job_calls},
    };
    host = vm;
    jclass class = (*jni)->FindClass(jni, "ctk/core/linux/Kernel");
    return class != NULL && (*jni)->RegisterNatives(jni, class, methods, sizeof methods / sizeof *methods) == JNI_OK ? 0 : -1;
}
