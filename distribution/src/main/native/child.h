/* Programs that run beside ctk, before it becomes the command. */
#ifndef CTK_CHILD_H
#define CTK_CHILD_H

#include "entry.h"
#include "kernel.h"

/*
 * Start a program as perform() would start the command: as who, and with which environment, the record says; with the descriptors, signal mask and
 * ignored signals of ctk's caller. What differs: its directory, descriptor 3 if there is a result, and no parent-death signal. Return its process
 * id, or -1 with errno; that it cannot be executed is told by its error line.
 */
int child_start(const struct entry *entry, struct child *child);

#endif
