/* The native methods of ctk.core.linux.PrivilegeCalls: how much this process may use, and how it can confine itself. Failures are returned as -errno. */
#define _GNU_SOURCE
#include "privilege.h"

#include <errno.h>
#include <linux/landlock.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* long hardLimit(int resource): getrlimit(2); -1 for RLIM_INFINITY */
static jlong JNICALL hard_limit(JNIEnv *jni, jclass class, jint resource)
{
    (void)jni, (void)class;
    struct rlimit limit;
    if (getrlimit((__rlimit_resource_t)resource, &limit) != 0) return 0;
    return (jlong)limit.rlim_max;
}

/* long softLimit(int resource): likewise */
static jlong JNICALL soft_limit(JNIEnv *jni, jclass class, jint resource)
{
    (void)jni, (void)class;
    struct rlimit limit;
    if (getrlimit((__rlimit_resource_t)resource, &limit) != 0) return 0;
    return (jlong)limit.rlim_cur;
}

/* int landlockVersion(): landlock_create_ruleset(2); -errno if the kernel has none, or has it turned off */
static jint JNICALL landlock_version(JNIEnv *jni, jclass class)
{
    (void)jni, (void)class;
    long version = syscall(SYS_landlock_create_ruleset, NULL, (size_t)0, LANDLOCK_CREATE_RULESET_VERSION);
    return version >= 0 ? (jint)version : -errno;
}

int privilege_register(JNIEnv *jni)
{
    static const JNINativeMethod methods[] = {
        {"hardLimit", "(I)J", (void *)hard_limit},
        {"softLimit", "(I)J", (void *)soft_limit},
        {"landlockVersion", "()I", (void *)landlock_version},
    };
    jclass class = (*jni)->FindClass(jni, "ctk/core/linux/PrivilegeCalls");
    return class != NULL && (*jni)->RegisterNatives(jni, class, methods, sizeof methods / sizeof *methods) == JNI_OK ? 0 : -1;
}
