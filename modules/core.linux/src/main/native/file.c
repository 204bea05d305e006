/*
 * The native methods of ctk.core.linux.FileCalls: files made, written, replaced. Each makes one system call on a descriptor, or on a name in an
 * open directory, and decides nothing. No link is followed. Failures are returned as -errno.
 */
#define _GNU_SOURCE
#include "file.h"
#include "name.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#define DETAILS 5 /* FileCalls.DETAILS */

/* int open(int at, byte[] name, int flags, int mode): openat(2) */
static jint JNICALL open_at(JNIEnv *jni, jclass class, jint at, jbyteArray bytes, jint flags, jint mode)
{
    (void)class;
    struct name name;
    int error = get_name(jni, bytes, &name);
    if (error != 0) return error;
    int fd = openat(at, name.text, flags | O_NOFOLLOW | O_CLOEXEC, (mode_t)mode);
    return fd >= 0 ? fd : -errno;
}

/* int makeDirectory(int at, byte[] name, int mode): mkdirat(2) */
static jint JNICALL make_directory(JNIEnv *jni, jclass class, jint at, jbyteArray bytes, jint mode)
{
    (void)class;
    struct name name;
    int error = get_name(jni, bytes, &name);
    if (error != 0) return error;
    return mkdirat(at, name.text, (mode_t)mode) == 0 ? 0 : -errno;
}

/* int makeLink(int at, byte[] name, byte[] text): symlinkat(2) */
static jint JNICALL make_link(JNIEnv *jni, jclass class, jint at, jbyteArray bytes, jbyteArray text)
{
    (void)class;
    struct name name, target;
    int error = get_name(jni, bytes, &name);
    if (error == 0) error = get_name(jni, text, &target);
    if (error != 0) return error;
    return symlinkat(target.text, at, name.text) == 0 ? 0 : -errno;
}

/* int rename(int from, byte[] name, int to, byte[] other): renameat(2) */
static jint JNICALL rename_at(JNIEnv *jni, jclass class, jint from, jbyteArray bytes, jint to, jbyteArray others)
{
    (void)class;
    struct name name, other;
    int error = get_name(jni, bytes, &name);
    if (error == 0) error = get_name(jni, others, &other);
    if (error != 0) return error;
    return renameat(from, name.text, to, other.text) == 0 ? 0 : -errno;
}

/* int place(int at, byte[] name, byte[] other): renameat2(2) in a directory, RENAME_NOREPLACE */
static jint JNICALL place_at(JNIEnv *jni, jclass class, jint at, jbyteArray bytes, jbyteArray other_bytes)
{
    (void)class;
    struct name name, other;
    int error = get_name(jni, bytes, &name);
    if (error == 0) error = get_name(jni, other_bytes, &other);
    if (error != 0) return error;
    return renameat2(at, name.text, at, other.text, RENAME_NOREPLACE) == 0 ? 0 : -errno;
}

/* int remove(int at, byte[] name): unlinkat(2) */
static jint JNICALL remove_at(JNIEnv *jni, jclass class, jint at, jbyteArray bytes)
{
    (void)class;
    struct name name;
    int error = get_name(jni, bytes, &name);
    if (error != 0) return error;
    return unlinkat(at, name.text, 0) == 0 ? 0 : -errno;
}

/* int changeMode(int file, int mode): fchmod(2) */
static jint JNICALL change_mode(JNIEnv *jni, jclass class, jint file, jint mode)
{
    (void)jni, (void)class;
    return fchmod(file, (mode_t)mode) == 0 ? 0 : -errno;
}

/* int sync(int file): fsync(2) */
static jint JNICALL sync_file(JNIEnv *jni, jclass class, jint file)
{
    (void)jni, (void)class;
    return fsync(file) == 0 ? 0 : -errno;
}

/* int syncAll(int file): syncfs(2) */
static jint JNICALL sync_all(JNIEnv *jni, jclass class, jint file)
{
    (void)jni, (void)class;
    return syncfs(file) == 0 ? 0 : -errno;
}

/* int rewind(int file): lseek(2) to the beginning */
static jint JNICALL rewind_file(JNIEnv *jni, jclass class, jint file)
{
    (void)jni, (void)class;
    return lseek(file, 0, SEEK_SET) == 0 ? 0 : -errno;
}

/* int seekEnd(int file): lseek(2) to the end */
static jint JNICALL seek_end(JNIEnv *jni, jclass class, jint file)
{
    (void)jni, (void)class;
    return lseek(file, 0, SEEK_END) >= 0 ? 0 : -errno;
}

/* int truncate(int file, long size): ftruncate(2) */
static jint JNICALL truncate_file(JNIEnv *jni, jclass class, jint file, jlong size)
{
    (void)jni, (void)class;
    return ftruncate(file, size) == 0 ? 0 : -errno;
}

/* long copyRange(int from, int to, long most): copy_file_range(2) from and to where the descriptors stand; the count, 0 at the end */
static jlong JNICALL copy_range(JNIEnv *jni, jclass class, jint from, jint to, jlong most)
{
    (void)jni, (void)class;
    ssize_t n = copy_file_range(from, NULL, to, NULL, (size_t)most, 0);
    return n >= 0 ? (jlong)n : -errno;
}

/* int details(int file, long[] details): statx(2) of the open file itself; size, and access and modification time as seconds and nanoseconds */
static jint JNICALL details(JNIEnv *jni, jclass class, jint file, jlongArray result)
{
    (void)class;
    struct statx st;
    if (statx(file, "", AT_EMPTY_PATH, STATX_BASIC_STATS, &st) != 0) return -errno;
    const jlong found[DETAILS] = {(jlong)st.stx_size, st.stx_atime.tv_sec, st.stx_atime.tv_nsec, st.stx_mtime.tv_sec, st.stx_mtime.tv_nsec};
    (*jni)->SetLongArrayRegion(jni, result, 0, DETAILS, found);
    return 0;
}

/* Read the times of details(); as utimensat(2) takes them. */
static void get_times(JNIEnv *jni, jlongArray all, struct timespec times[2])
{
    jlong found[DETAILS];
    (*jni)->GetLongArrayRegion(jni, all, 0, DETAILS, found);
    for (int i = 0; i < 2; i++) times[i] = (struct timespec){.tv_sec = found[1 + 2 * i], .tv_nsec = found[2 + 2 * i]};
}

/* int setTimes(int file, long[] details): futimens(3) */
static jint JNICALL set_times(JNIEnv *jni, jclass class, jint file, jlongArray all)
{
    (void)class;
    struct timespec times[2];
    get_times(jni, all, times);
    return futimens(file, times) == 0 ? 0 : -errno;
}

/* int setLinkTimes(int at, byte[] name, long[] details): utimensat(2) of a link itself */
static jint JNICALL set_link_times(JNIEnv *jni, jclass class, jint at, jbyteArray bytes, jlongArray all)
{
    (void)class;
    struct name name;
    struct timespec times[2];
    int error = get_name(jni, bytes, &name);
    if (error != 0) return error;
    get_times(jni, all, times);
    return utimensat(at, name.text, times, AT_SYMLINK_NOFOLLOW) == 0 ? 0 : -errno;
}

/* int attributes(int file, byte[] names): flistxattr(2); the length, each name ends with NUL */
static jint JNICALL list_attributes(JNIEnv *jni, jclass class, jint file, jbyteArray names)
{
    (void)class;
    char bytes[XATTR_LIST_MAX];
    ssize_t n = flistxattr(file, bytes, sizeof bytes);
    if (n < 0) return -errno;
    (*jni)->SetByteArrayRegion(jni, names, 0, (jsize)n, (const jbyte *)bytes);
    return (jint)n;
}

/* int copyAttribute(int from, int to, byte[] name): fgetxattr(2) and fsetxattr(2) */
static jint JNICALL copy_attribute(JNIEnv *jni, jclass class, jint from, jint to, jbyteArray bytes)
{
    (void)class;
    struct name name;
    char value[XATTR_SIZE_MAX];
    int error = get_name(jni, bytes, &name);
    if (error != 0) return error;
    ssize_t n = fgetxattr(from, name.text, value, sizeof value);
    return n >= 0 && fsetxattr(to, name.text, value, (size_t)n, 0) == 0 ? 0 : -errno;
}

/* int removeAttribute(int file, byte[] name): fremovexattr(2) */
static jint JNICALL remove_attribute(JNIEnv *jni, jclass class, jint file, jbyteArray bytes)
{
    (void)class;
    struct name name;
    int error = get_name(jni, bytes, &name);
    if (error != 0) return error;
    return fremovexattr(file, name.text) == 0 ? 0 : -errno;
}

/* int lock(int file): fcntl(2) F_SETLK, for writing, all of it */
static jint JNICALL lock_file(JNIEnv *jni, jclass class, jint file)
{
    (void)jni, (void)class;
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    return fcntl(file, F_SETLK, &lock) == 0 ? 0 : -errno;
}

/* int random(byte[] bytes): getrandom(2); up to 256 */
static jint JNICALL get_random(JNIEnv *jni, jclass class, jbyteArray bytes)
{
    (void)class;
    char found[256];
    jsize length = (*jni)->GetArrayLength(jni, bytes);
    if (length > (jsize)sizeof found) return -EINVAL;
    if (getrandom(found, (size_t)length, 0) != length) return -errno;
    (*jni)->SetByteArrayRegion(jni, bytes, 0, length, (const jbyte *)found);
    return 0;
}

int file_register(JNIEnv *jni)
{
    static const JNINativeMethod methods[] = {
        {"open", "(I[BII)I", (void *)open_at},
        {"makeDirectory", "(I[BI)I", (void *)make_directory},
        {"makeLink", "(I[B[B)I", (void *)make_link},
        {"rename", "(I[BI[B)I", (void *)rename_at},
        {"place", "(I[B[B)I", (void *)place_at},
        {"remove", "(I[B)I", (void *)remove_at},
        {"changeMode", "(II)I", (void *)change_mode},
        {"sync", "(I)I", (void *)sync_file},
        {"syncAll", "(I)I", (void *)sync_all},
        {"rewind", "(I)I", (void *)rewind_file},
        {"seekEnd", "(I)I", (void *)seek_end},
        {"truncate", "(IJ)I", (void *)truncate_file},
        {"copyRange", "(IIJ)J", (void *)copy_range},
        {"details", "(I[J)I", (void *)details},
        {"setTimes", "(I[J)I", (void *)set_times},
        {"setLinkTimes", "(I[B[J)I", (void *)set_link_times},
        {"attributes", "(I[B)I", (void *)list_attributes},
        {"copyAttribute", "(II[B)I", (void *)copy_attribute},
        {"removeAttribute", "(I[B)I", (void *)remove_attribute},
        {"lock", "(I)I", (void *)lock_file},
        {"random", "([B)I", (void *)get_random},
    };
    jclass class = (*jni)->FindClass(jni, "ctk/core/linux/FileCalls");
    return class != NULL && (*jni)->RegisterNatives(jni, class, methods, sizeof methods / sizeof *methods) == JNI_OK ? 0 : -1;
}
