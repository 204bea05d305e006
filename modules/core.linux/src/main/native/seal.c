/* The native methods of ctk.core.linux.SealCalls: what a sealed start is bound to, and who may write it. */
#define _GNU_SOURCE
#include "seal.h"

#include <errno.h>
#include <string.h>
#include <sys/file.h>

/* byte[] buildId(): what the launcher beside this program was compiled with too */
static jbyteArray JNICALL build_id(JNIEnv *jni, jclass class)
{
    (void)class;
    static const char id[] = BUILD_ID;
    jbyteArray bytes = (*jni)->NewByteArray(jni, (jsize)strlen(id));
    if (bytes != NULL) (*jni)->SetByteArrayRegion(jni, bytes, 0, (jsize)strlen(id), (const jbyte *)id);
    return bytes;
}

/* int lock(int file): flock(2), which a directory that is open for reading can have too */
static jint JNICALL lock_file(JNIEnv *jni, jclass class, jint file)
{
    (void)jni, (void)class;
    return flock(file, LOCK_EX | LOCK_NB) == 0 ? 0 : -errno;
}

int seal_register(JNIEnv *jni)
{
    static const JNINativeMethod methods[] = {
        {"buildId", "()[B", (void *)build_id},
        {"lock", "(I)I", (void *)lock_file},
    };
    jclass class = (*jni)->FindClass(jni, "ctk/core/linux/SealCalls");
    return class != NULL && (*jni)->RegisterNatives(jni, class, methods, sizeof methods / sizeof *methods) == JNI_OK ? 0 : -1;
}
