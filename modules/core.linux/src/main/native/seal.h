/* The native methods of ctk.core.linux.SealCalls, linked into the VM program. */
#ifndef CTK_SEAL_H
#define CTK_SEAL_H

#include <jni.h>

/* Bind the native methods. Return 0, or -1 with a Java exception pending. */
int seal_register(JNIEnv *jni);

#endif
