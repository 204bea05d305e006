/* What a start is for, which says how large a VM it gets, and which archive. */
#ifndef CTK_PURPOSE_H
#define CTK_PURPOSE_H

#include <stddef.h>

struct purpose {
    const char *const *options; /* of the VM, beside those below; NULL ends them */
    const char *archive;        /* of class data, below the installation, which builds on that of a plain run; or NULL */
    size_t space;               /* address space that the VM needs; with less the JDK crashes, or ends without a word */
};

/* The options of each VM; NULL ends them. */
extern const char *const vm_options[];

/* Return what a start with these arguments, of which the first is the program's name, is for. Java reads the arguments by itself. */
const struct purpose *find_purpose(char **argv);

#endif
