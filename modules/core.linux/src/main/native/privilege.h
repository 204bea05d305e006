/* The native methods of ctk.core.linux.PrivilegeCalls, linked into the VM program. */
#ifndef CTK_PRIVILEGE_H
#define CTK_PRIVILEGE_H

#include <jni.h>

/* Bind the native methods. Return 0, or -1 with a Java exception pending. */
int privilege_register(JNIEnv *jni);

#endif
