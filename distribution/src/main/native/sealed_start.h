/* A start by a decision that was sealed: without a VM. */
#ifndef CTK_SEALED_START_H
#define CTK_SEALED_START_H

#include "perform.h"
#include "sealed.h"

/*
 * Perform the first entry of etc/ctk/sealed that holds for these arguments, this process and this machine. Return if there is none, or in
 * any doubt of the file: then nothing was changed or said, no descriptor is left open, and Java decides.
 */
void perform_sealed(const char *etc, const char *build, const struct start *start);

/* Read the file below etc that is root's alone to write. Return its bytes, mapped for munmap(2), or NULL. */
unsigned char *sealed_load(const char *etc, size_t *size);

/* Return the index of the command, if the arguments (up to NULL) are those of the entry, else 0. */
uint32_t sealed_command(const struct sealed_entry *e, char *const *argv);

#endif
