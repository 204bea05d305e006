/* The native methods of ctk.core.linux.Kernel, linked into the VM program. */
#ifndef CTK_KERNEL_H
#define CTK_KERNEL_H

#include <jni.h>

/*
 * Bind the native methods. env is the environment of ctk's caller; ending_signal_now returns the signal that ctk has to end by, 0 for none,
 * -1 with errno. Return 0, or -1 with a Java exception pending.
 */
int kernel_register(JNIEnv *jni, char **env, int (*ending_signal_now)(void));

/* Return a byte[][] of the strings up to NULL, or NULL with a Java exception pending. */
jobjectArray kernel_strings(JNIEnv *jni, char **strings);

#endif
