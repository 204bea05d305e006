/* The native methods of ctk.core.linux.LookCalls, linked into the VM program. */
#ifndef CTK_LOOK_H
#define CTK_LOOK_H

#include <jni.h>

/* Bind the native methods. Return 0, or -1 with a Java exception pending. */
int look_register(JNIEnv *jni);

#endif
