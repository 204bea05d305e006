/* The native methods of ctk.core.linux.FileCalls, linked into the VM program. */
#ifndef CTK_FILE_H
#define CTK_FILE_H

#include <jni.h>

/* Bind the native methods. Return 0, or -1 with a Java exception pending. */
int file_register(JNIEnv *jni);

#endif
