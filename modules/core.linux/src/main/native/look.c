/*
 * The native methods of ctk.core.linux.LookCalls: what people ask who look around and mend by hand. Each makes one system call and decides nothing.
 * Failures are returned as -errno.
 */
#define _GNU_SOURCE
#include "look.h"
#include "name.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

#define FACTS 20     /* FileStatus.WIDTH */
#define FS_FACTS 7   /* LookCalls.FILE_SYSTEM */

/* int status(int at, byte[] name, boolean follow, long[] facts): statx(2); of the open file itself if the name is empty */
static jint JNICALL status(JNIEnv *jni, jclass class, jint at, jbyteArray bytes, jboolean follow, jlongArray facts)
{
    (void)class;
    struct name name;
    struct statx st;
    int error = get_name(jni, bytes, &name);
    int flags = AT_NO_AUTOMOUNT | (follow ? 0 : AT_SYMLINK_NOFOLLOW) | (name.text[0] == '\0' ? AT_EMPTY_PATH : 0);
    if (error != 0) return error;
    if (statx(at, name.text, flags, STATX_BASIC_STATS | STATX_BTIME, &st) != 0) return -errno;
    int born = (st.stx_mask & STATX_BTIME) != 0;
    const jlong found[FACTS] = {
        st.stx_mode, st.stx_nlink, st.stx_uid, st.stx_gid, (jlong)st.stx_ino, (jlong)st.stx_dev_major << 32 | st.stx_dev_minor,
        (jlong)st.stx_rdev_major << 32 | st.stx_rdev_minor, (jlong)st.stx_size, (jlong)st.stx_blocks, st.stx_blksize,
        st.stx_atime.tv_sec, st.stx_atime.tv_nsec, st.stx_mtime.tv_sec, st.stx_mtime.tv_nsec, st.stx_ctime.tv_sec, st.stx_ctime.tv_nsec,
        born ? st.stx_btime.tv_sec : 0, born ? st.stx_btime.tv_nsec : 0, born, (st.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0};
    (*jni)->SetLongArrayRegion(jni, facts, 0, FACTS, found);
    return 0;
}

/* int readLink(int at, byte[] name, byte[] text): readlinkat(2); the length */
static jint JNICALL read_link(JNIEnv *jni, jclass class, jint at, jbyteArray bytes, jbyteArray text)
{
    (void)class;
    struct name name;
    char target[PATH_MAX];
    int error = get_name(jni, bytes, &name);
    if (error != 0) return error;
    ssize_t n = readlinkat(at, name.text, target, sizeof target);
    if (n < 0) return -errno;
    (*jni)->SetByteArrayRegion(jni, text, 0, (jsize)n, (const jbyte *)target);
    return (jint)n;
}

/* int fileSystem(byte[] path, long[] facts): statfs(2) */
static jint JNICALL file_system(JNIEnv *jni, jclass class, jbyteArray bytes, jlongArray facts)
{
    (void)class;
    struct name name;
    struct statfs fs;
    int error = get_name(jni, bytes, &name);
    if (error != 0) return error;
    if (statfs(name.text, &fs) != 0) return -errno;
    const jlong found[FS_FACTS] = {(jlong)fs.f_bsize, (jlong)fs.f_blocks, (jlong)fs.f_bfree, (jlong)fs.f_bavail, (jlong)fs.f_files, (jlong)fs.f_ffree,
                                   (jlong)fs.f_type};
    (*jni)->SetLongArrayRegion(jni, facts, 0, FS_FACTS, found);
    return 0;
}

/* int removeDirectory(int at, byte[] name): unlinkat(2), AT_REMOVEDIR */
static jint JNICALL remove_directory(JNIEnv *jni, jclass class, jint at, jbyteArray bytes)
{
    (void)class;
    struct name name;
    int error = get_name(jni, bytes, &name);
    if (error != 0) return error;
    return unlinkat(at, name.text, AT_REMOVEDIR) == 0 ? 0 : -errno;
}

/* int signal(int pid, int number): kill(2) */
static jint JNICALL send_signal(JNIEnv *jni, jclass class, jint pid, jint number)
{
    (void)jni, (void)class;
    return kill(pid, number) == 0 ? 0 : -errno;
}

/* int awaitInput(int file, int milliseconds): poll(2); 1 if a read would not block, 0 if it would */
static jint JNICALL await_input(JNIEnv *jni, jclass class, jint file, jint milliseconds)
{
    (void)jni, (void)class;
    struct pollfd input = {file, POLLIN, 0};
    int n = poll(&input, 1, milliseconds);
    return n >= 0 ? n : errno == EINTR ? 0 : -errno;
}

/* long seek(int file, long at): lseek(2), from the beginning, or from the end if at is negative: -1 is the end; where it stands */
static jlong JNICALL seek(JNIEnv *jni, jclass class, jint file, jlong at)
{
    (void)jni, (void)class;
    off_t n = at < 0 ? lseek(file, at + 1, SEEK_END) : lseek(file, at, SEEK_SET);
    return n >= 0 ? (jlong)n : -errno;
}

/* long position(int file): lseek(2); where it stands */
static jlong JNICALL position(JNIEnv *jni, jclass class, jint file)
{
    (void)jni, (void)class;
    off_t n = lseek(file, 0, SEEK_CUR);
    return n >= 0 ? (jlong)n : -errno;
}

int look_register(JNIEnv *jni)
{
    static const JNINativeMethod methods[] = {
        {"status", "(I[BZ[J)I", (void *)status},
        {"readLink", "(I[B[B)I", (void *)read_link},
        {"fileSystem", "([B[J)I", (void *)file_system},
        {"removeDirectory", "(I[B)I", (void *)remove_directory},
        {"signal", "(II)I", (void *)send_signal},
        {"awaitInput", "(II)I", (void *)await_input},
        {"seek", "(IJ)J", (void *)seek},
        {"position", "(I)J", (void *)position},
    };
    jclass class = (*jni)->FindClass(jni, "ctk/core/linux/LookCalls");
    return class != NULL && (*jni)->RegisterNatives(jni, class, methods, sizeof methods / sizeof *methods) == JNI_OK ? 0 : -1;
}
