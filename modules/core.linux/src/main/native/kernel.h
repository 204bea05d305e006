/* The native methods of ctk.core.linux.Kernel, linked into the VM program. */
#ifndef CTK_KERNEL_H
#define CTK_KERNEL_H

#include <jni.h>
#include <stddef.h>

/* A program that is to run beside ctk. */
struct child {
    const void *record; /* the decision of module ctk.core.exec */
    size_t size;
    char **argv, **env;    /* up to NULL; the command's index in the decision counts in argv */
    const char *directory; /* to run in, or NULL for ctk's */
    const char *quoted;    /* the directory in error lines */
    int errors;            /* becomes what to read the error line from, which ends empty when the program runs */
    int result;            /* not 0: the program's descriptor 3 is a pipe, and this becomes its other end */
    int streams[3];        /* descriptors that become its 0, 1 and 2; -1: ctk's caller's */
    int group;             /* process group: -1 ctk's, 0 one of its own, else this one */
    int terminal;          /* descriptor of the terminal whose foreground the group becomes, or -1 */
};

/* What the VM program gives to the native methods. */
struct host {
    char **env;                        /* of ctk's caller */
    int archives;                      /* of class data, that the VM mapped */
    int (*ending_signal)(void);        /* the signal that ctk has to end by, 0 for none, -1 with errno */
    int (*start_child)(struct child *); /* its process id, or -1 with errno */
    int (*was_open)(int fd);            /* whether the descriptor was open when ctk was started */
    void (*hold_signals)(void);        /* from now on Java ends by them */
};

/* Bind the native methods. Return 0, or -1 with a Java exception pending. */
int kernel_register(JNIEnv *jni, const struct host *host);

/* Return a byte[][] of the strings up to NULL, or NULL with a Java exception pending. */
jobjectArray kernel_strings(JNIEnv *jni, char **strings);

/* Return what to say if the VM is ended, empty if nobody is to blame. */
const char *kernel_if_ended(void);

#endif
