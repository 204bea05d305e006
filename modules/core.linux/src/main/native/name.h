/* Names and paths that Java hands over as bytes. */
#ifndef CTK_NAME_H
#define CTK_NAME_H

#include <errno.h>
#include <jni.h>
#include <linux/limits.h>
#include <string.h>

struct name {
    char text[PATH_MAX]; /* as what a link holds */
};

/* Copy a name; 0, or -errno: it is too long, or holds NUL. */
static inline int get_name(JNIEnv *jni, jbyteArray bytes, struct name *name)
{
    jsize length = (*jni)->GetArrayLength(jni, bytes);
    if (length >= (jsize)sizeof name->text) return -ENAMETOOLONG;
    (*jni)->GetByteArrayRegion(jni, bytes, 0, length, (jbyte *)name->text);
    name->text[length] = '\0';
    return strlen(name->text) == (size_t)length ? 0 : -EINVAL;
}

#endif
