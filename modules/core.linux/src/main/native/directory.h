/* The native methods of ctk.core.linux.DirectoryCalls, linked into the VM program. */
#ifndef CTK_DIRECTORY_H
#define CTK_DIRECTORY_H

#include <jni.h>

/* Bind the native methods. Return 0, or -1 with a Java exception pending. */
int directory_register(JNIEnv *jni);

#endif
