/* The native methods of ctk.core.linux.ProcessCalls, linked into the VM program. */
#ifndef CTK_PROCESS_H
#define CTK_PROCESS_H

#include "kernel.h"

/* Bind the native methods. Return 0, or -1 with a Java exception pending. */
int process_register(JNIEnv *jni, int (*start_child)(struct child *));

#endif
