/* The fuzz target over sealed files, what it starts with, and what it counted. */
#ifndef CTK_SEALED_FUZZ_H
#define CTK_SEALED_FUZZ_H

#include <stddef.h>
#include <stdint.h>

#define FUZZ_BUILD "b"
#define FUZZ_ARGUMENTS 8 /* sets of them; the first byte of each input chooses one, the rest is the file */

extern unsigned long fuzz_accepted, fuzz_performed;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
