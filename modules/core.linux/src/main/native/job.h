/* The native methods of ctk.core.linux.JobCalls, linked into the VM program. */
#ifndef CTK_JOB_H
#define CTK_JOB_H

#include "kernel.h"

/* Bind the native methods. Return 0, or -1 with a Java exception pending. */
int job_register(JNIEnv *jni, const struct host *host);

#endif
