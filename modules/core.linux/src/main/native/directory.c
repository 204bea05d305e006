/*
 * The native methods of ctk.core.linux.DirectoryCalls: files by descriptor. Each makes one kind of system call, for one file or for a batch of
 * a directory's entries, and decides nothing; inspect leaves out what Java would pass over. Failures are returned as -errno.
 */
#define _GNU_SOURCE
#include "directory.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <sys/xattr.h>
#include <unistd.h>

#ifndef SYS_fchmodat2
#define SYS_fchmodat2 452 /* Linux 6.6 */
#endif
#define BATCH 8192  /* DirectoryEntries.CAPACITY */
#define FACTS 7      /* InodeFacts.WIDTH */
#define MOST (BATCH / 24) /* entries of a batch, the smallest struct dirent64 each; DirectoryEntries.MOST */
#define CAPABILITY "security.capability"
#define ENTRY_MASK (STATX_BASIC_STATS)
#define INODE_MASK (STATX_BASIC_STATS | STATX_BTIME | STATX_MNT_ID)

struct name {
    char text[4097]; /* PATH_MAX and a NUL */
};

static int get_name(JNIEnv *jni, jbyteArray bytes, jint offset, jint length, struct name *name)
{
    if (length >= (jint)sizeof name->text) return -ENAMETOOLONG;
    (*jni)->GetByteArrayRegion(jni, bytes, offset, length, (jbyte *)name->text);
    name->text[length] = '\0';
    return strlen(name->text) == (size_t)length ? 0 : -EINVAL;
}

static void set_facts(jlong *facts, jint offset, const struct statx *st)
{
    facts[0] = offset;
    facts[1] = st->stx_mode | (jlong)st->stx_nlink << 32;
    facts[2] = st->stx_uid | (jlong)st->stx_gid << 32;
    facts[3] = (jlong)st->stx_ino;
    facts[4] = (jlong)st->stx_dev_major << 32 | st->stx_dev_minor;
    facts[5] = (st->stx_mask & STATX_BTIME) != 0 ? (jlong)((uint64_t)st->stx_btime.tv_sec << 30 ^ st->stx_btime.tv_nsec) : 0;
    facts[6] = (st->stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0 ? 1 : 0;
    if ((st->stx_mask & STATX_MNT_ID) != 0) facts[6] |= (jlong)(st->stx_mnt_id << 1);
}

/*
 * int open(int at, byte[] name, int offset, int length, int flags, boolean here): openat(2). With here -EXDEV if something is mounted there or would
 * be: the mask is empty and nothing is synchronised, so that who serves the mount is not asked, be it one that hangs or FUSE of another user.
 */
static jint JNICALL open_at(JNIEnv *jni, jclass class, jint at, jbyteArray bytes, jint offset, jint length, jint flags, jboolean here)
{
    (void)class;
    struct name name;
    struct statx st;
    int error = get_name(jni, bytes, offset, length, &name);
    if (error != 0) return error;
    if (here && statx(at, name.text, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | AT_STATX_DONT_SYNC, 0, &st) == 0 &&
        (st.stx_attributes & (STATX_ATTR_MOUNT_ROOT | STATX_ATTR_AUTOMOUNT)) != 0) return -EXDEV;
    int fd = openat(at, name.text, flags | O_CLOEXEC);
    return fd >= 0 ? fd : -errno;
}

/*
 * int read(int directory, byte[] entries, int[] names, int[] counts): getdents64(2); the count of bytes, 0 at the end. names becomes where the names
 * start, of directories from its end downwards; counts becomes how many are no directories, how many are, and how many may be (d_type unknown).
 */
static jint JNICALL read_entries(JNIEnv *jni, jclass class, jint directory, jbyteArray entries, jintArray names, jintArray counts)
{
    (void)class;
    char batch[BATCH] __attribute__((aligned(8)));
    jint found[MOST], n[3] = {0, 0, 0};
    ssize_t length = getdents64(directory, batch, sizeof batch);
    if (length < 0) return -errno;
    for (ssize_t at = 0; at < length;) {
        const struct dirent64 *entry = (const struct dirent64 *)(batch + at);
        const char *name = entry->d_name;
        jint start = (jint)(name - batch);
        at += entry->d_reclen;
        if (name[0] == '.' && (name[1] == '\0' || (name[1] == '.' && name[2] == '\0'))) continue;
        if (entry->d_type == DT_DIR) found[MOST - ++n[1]] = start;
        else found[n[0]++] = start;
        n[2] += entry->d_type == DT_UNKNOWN;
    }
    (*jni)->SetByteArrayRegion(jni, entries, 0, (jsize)length, (const jbyte *)batch);
    (*jni)->SetIntArrayRegion(jni, names, 0, n[0], found);
    if (n[1] > 0) (*jni)->SetIntArrayRegion(jni, names, MOST - n[1], n[1], found + MOST - n[1]);
    (*jni)->SetIntArrayRegion(jni, counts, 0, 3, n);
    return (jint)length;
}

/* Whether Java has to see this entry: it is not as wanted, or it is more than a name of one file. */
static int differs(const struct statx *st, uint32_t uid, uint32_t gid)
{
    return st->stx_uid != uid || st->stx_gid != gid || st->stx_nlink != 1 || S_ISDIR(st->stx_mode) || (st->stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
}

/* int inspect(int directory, byte[] entries, int length, int[] offsets, int count, int uid, int gid, boolean all, long[] facts): statx(2) of each */
static jint JNICALL inspect(JNIEnv *jni, jclass class, jint directory, jbyteArray entries, jint length, jintArray offsets, jint count, jint uid,
                            jint gid, jboolean all, jlongArray facts)
{
    (void)class;
    char batch[BATCH];
    jint at[MOST];
    jlong found[MOST * FACTS];
    jint n = 0;
    if (length > BATCH || count > MOST) return -EINVAL;
    (*jni)->GetByteArrayRegion(jni, entries, 0, length, (jbyte *)batch);
    (*jni)->GetIntArrayRegion(jni, offsets, 0, count, at);
    for (jint i = 0; i < count; i++) {
        struct statx st;
        if (statx(directory, batch + at[i], AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT, ENTRY_MASK, &st) != 0) {
            memset(found + n * FACTS, 0, FACTS * sizeof *found);
            found[n++ * FACTS] = at[i] | (jlong)errno << 32;
        } else if (all || differs(&st, (uint32_t)uid, (uint32_t)gid)) {
            set_facts(found + n++ * FACTS, at[i], &st);
        }
    }
    (*jni)->SetLongArrayRegion(jni, facts, 0, n * FACTS, found);
    return n;
}

/* int status(int file, long[] facts): statx(2) of the open file itself */
static jint JNICALL status(JNIEnv *jni, jclass class, jint file, jlongArray facts)
{
    (void)class;
    struct statx st;
    jlong found[FACTS];
    if (statx(file, "", AT_EMPTY_PATH, INODE_MASK, &st) != 0) return -errno;
    set_facts(found, 0, &st);
    (*jni)->SetLongArrayRegion(jni, facts, 0, FACTS, found);
    return 0;
}

/* int changeOwners(int directory, byte[] entries, int length, int[] offsets, int count, int uid, int gid, int[] errors): fchownat(2) of each */
static jint JNICALL change_owners(JNIEnv *jni, jclass class, jint directory, jbyteArray entries, jint length, jintArray offsets, jint count, jint uid,
                                  jint gid, jintArray errors)
{
    (void)class;
    char batch[BATCH];
    jint at[MOST], failed = 0;
    if (length > BATCH || count > MOST) return -EINVAL;
    (*jni)->GetByteArrayRegion(jni, entries, 0, length, (jbyte *)batch);
    (*jni)->GetIntArrayRegion(jni, offsets, 0, count, at);
    for (jint i = 0; i < count; i++) {
        at[i] = fchownat(directory, batch + at[i], (uid_t)uid, (gid_t)gid, AT_SYMLINK_NOFOLLOW) == 0 ? 0 : errno;
        failed += at[i] != 0;
    }
    if (failed > 0) (*jni)->SetIntArrayRegion(jni, errors, 0, count, at);
    return failed;
}

/* int changeOwner(int file, int uid, int gid): fchownat(2) of the open file itself, also one of O_PATH */
static jint JNICALL change_owner(JNIEnv *jni, jclass class, jint file, jint uid, jint gid)
{
    (void)jni, (void)class;
    return fchownat(file, "", (uid_t)uid, (gid_t)gid, AT_EMPTY_PATH) == 0 ? 0 : -errno;
}

static void magic_link(char *path, size_t size, int file)
{
    snprintf(path, size, "/proc/self/fd/%d", file);
}

/* int changeMode(int file, int mode): fchmodat2(2) of the open file itself, also one of O_PATH; before Linux 6.6 by its link in /proc */
static jint JNICALL change_mode(JNIEnv *jni, jclass class, jint file, jint mode)
{
    (void)jni, (void)class;
    char path[32];
    if (syscall(SYS_fchmodat2, file, "", mode, AT_EMPTY_PATH) == 0) return 0;
    if (errno != ENOSYS && errno != EPERM) return -errno; /* a seccomp filter that does not know the call answers EPERM */
    magic_link(path, sizeof path, file);
    return chmod(path, (mode_t)mode) == 0 ? 0 : -errno;
}

/* int fileCapabilities(int file, byte[] value): getxattr(2) of an O_PATH file by its link in /proc; the length */
static jint JNICALL file_capabilities(JNIEnv *jni, jclass class, jint file, jbyteArray value)
{
    (void)class;
    char path[32], bytes[64];
    magic_link(path, sizeof path, file);
    ssize_t n = getxattr(path, CAPABILITY, bytes, sizeof bytes);
    if (n < 0) return -errno;
    (*jni)->SetByteArrayRegion(jni, value, 0, (jsize)n, (const jbyte *)bytes);
    return (jint)n;
}

/* int setFileCapabilities(int file, byte[] value, int length): setxattr(2) likewise */
static jint JNICALL set_file_capabilities(JNIEnv *jni, jclass class, jint file, jbyteArray value, jint length)
{
    (void)class;
    char path[32], bytes[64];
    if (length > (jint)sizeof bytes) return -EINVAL;
    (*jni)->GetByteArrayRegion(jni, value, 0, length, (jbyte *)bytes);
    magic_link(path, sizeof path, file);
    return setxattr(path, CAPABILITY, bytes, (size_t)length, 0) == 0 ? 0 : -errno;
}

/* long fileSystem(int file): fstatfs(2); f_type */
static jlong JNICALL file_system(JNIEnv *jni, jclass class, jint file)
{
    (void)jni, (void)class;
    struct statfs fs;
    return fstatfs(file, &fs) == 0 ? (jlong)fs.f_type : -errno;
}

/* long mountFlags(int file): fstatfs(2); f_flags */
static jlong JNICALL mount_flags(JNIEnv *jni, jclass class, jint file)
{
    (void)jni, (void)class;
    struct statfs fs;
    return fstatfs(file, &fs) == 0 ? (jlong)fs.f_flags : -errno;
}

/* int readLink(int link, byte[] text): readlinkat(2) of an O_PATH link; the length */
static jint JNICALL read_link(JNIEnv *jni, jclass class, jint link, jbyteArray text)
{
    (void)class;
    char bytes[4096];
    ssize_t n = readlinkat(link, "", bytes, sizeof bytes);
    if (n < 0) return -errno;
    (*jni)->SetByteArrayRegion(jni, text, 0, (jsize)n, (const jbyte *)bytes);
    return (jint)n;
}

/* int duplicate(int file): fcntl(2) F_DUPFD_CLOEXEC */
static jint JNICALL duplicate(JNIEnv *jni, jclass class, jint file)
{
    (void)jni, (void)class;
    int fd = fcntl(file, F_DUPFD_CLOEXEC, 3);
    return fd >= 0 ? fd : -errno;
}

/* int rewind(int directory): lseek(2) to its first entry */
static jint JNICALL rewind_directory(JNIEnv *jni, jclass class, jint directory)
{
    (void)jni, (void)class;
    return lseek(directory, 0, SEEK_SET) == 0 ? 0 : -errno;
}

/* int descriptorLimit(): getrlimit(2) RLIMIT_NOFILE, the soft limit */
static jint JNICALL descriptor_limit(JNIEnv *jni, jclass class)
{
    (void)jni, (void)class;
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return -errno;
    return limit.rlim_cur < INT32_MAX ? (jint)limit.rlim_cur : INT32_MAX;
}

int directory_register(JNIEnv *jni)
{
    static const JNINativeMethod methods[] = {
        {"open", "(I[BIIIZ)I", (void *)open_at},
        {"read", "(I[B[I[I)I", (void *)read_entries},
        {"inspect", "(I[BI[IIIIZ[J)I", (void *)inspect},
        {"status", "(I[J)I", (void *)status},
        {"changeOwners", "(I[BI[IIII[I)I", (void *)change_owners},
        {"changeOwner", "(III)I", (void *)change_owner},
        {"changeMode", "(II)I", (void *)change_mode},
        {"fileCapabilities", "(I[B)I", (void *)file_capabilities},
        {"setFileCapabilities", "(I[BI)I", (void *)set_file_capabilities},
        {"fileSystem", "(I)J", (void *)file_system},
        {"mountFlags", "(I)J", (void *)mount_flags},
        {"readLink", "(I[B)I", (void *)read_link},
        {"duplicate", "(I)I", (void *)duplicate},
        {"rewind", "(I)I", (void *)rewind_directory},
        {"descriptorLimit", "()I", (void *)descriptor_limit},
    };
    jclass class = (*jni)->FindClass(jni, "ctk/core/linux/DirectoryCalls");
    return class != NULL && (*jni)->RegisterNatives(jni, class, methods, sizeof methods / sizeof *methods) == JNI_OK ? 0 : -1;
}
