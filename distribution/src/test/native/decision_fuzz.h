/* The fuzz target over records, and what it counted. */
#ifndef CTK_DECISION_FUZZ_H
#define CTK_DECISION_FUZZ_H

#include <stddef.h>
#include <stdint.h>

#define CONFIGURATION 8 /* bytes of each input that are not the record's */

extern unsigned long fuzz_accepted, fuzz_executed;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
