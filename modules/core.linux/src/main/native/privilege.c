/* The native methods of ctk.core.linux.PrivilegeCalls: what this process may do, and how much. Failures are returned as -errno. */
#define _GNU_SOURCE
#include "privilege.h"

#include <errno.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#define CAPABILITIES 64

/* long boundingSet(): PR_CAPBSET_READ of each capability that the kernel knows */
static jlong JNICALL bounding_set(JNIEnv *jni, jclass class)
{
    (void)jni, (void)class;
    uint64_t set = 0;
    for (unsigned long n = 0; n < CAPABILITIES; n++)
        if (prctl(PR_CAPBSET_READ, n, 0, 0, 0) == 1) set |= UINT64_C(1) << n;
    return (jlong)set;
}

/* int capabilities(): how many the kernel knows */
static jint JNICALL capabilities(JNIEnv *jni, jclass class)
{
    (void)jni, (void)class;
    jint n = 0;
    while (n < CAPABILITIES && prctl(PR_CAPBSET_READ, (unsigned long)n, 0, 0, 0) >= 0) n++;
    return n;
}

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
        {"boundingSet", "()J", (void *)bounding_set},       {"capabilities", "()I", (void *)capabilities},
        {"hardLimit", "(I)J", (void *)hard_limit},          {"softLimit", "(I)J", (void *)soft_limit},
        {"landlockVersion", "()I", (void *)landlock_version},
    };
    jclass class = (*jni)->FindClass(jni, "ctk/core/linux/PrivilegeCalls");
    return class != NULL && (*jni)->RegisterNatives(jni, class, methods, sizeof methods / sizeof *methods) == JNI_OK ? 0 : -1;
}
