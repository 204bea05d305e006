/* The native methods of ctk.core.linux.SelfCalls, linked into the VM program. */
#ifndef CTK_SELF_H
#define CTK_SELF_H

#include <jni.h>

/*
 * Bind the native methods; was_open tells whether a descriptor was open when ctk was started. Return 0, or -1 with a Java exception pending.
 */
int self_register(JNIEnv *jni, int (*was_open)(int fd));

#endif
