/* Whether a container gives memory enough for the VM. With less the kernel would drop pages of its files and read them again, for ever, or kill it. */
#ifndef CTK_MEMORY_H
#define CTK_MEMORY_H

#include <stddef.h>

#define MEMORY_SHORT "too little memory (docker run --memory)"

/* Return why the VM cannot be had here, or NULL: address space of so many bytes cannot be reserved, or the limit that shows is far too low. */
const char *memory_too_small(size_t space);

/* Remember when the VM begins, and what this process has read before, as another program (getrusage(2)). */
void memory_watch(void);

/*
 * Look whether memory is short, by how much was read since; to be called now and then, as long as nothing was changed. If it is, the kernel is kept
 * from reading ahead, for which it drops what is needed. Return 1 if that was of no use: such a start does not end.
 * is_up: there is a VM, and what else Java reads from files is not counted.
 */
int memory_is_short(int is_up);

#endif
