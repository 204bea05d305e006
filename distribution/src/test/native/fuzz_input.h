/* What makes inputs for the fuzz targets where libFuzzer is not at hand: dice, changes that any bytes can have, and the line of both programs. */
#ifndef CTK_FUZZ_INPUT_H
#define CTK_FUZZ_INPUT_H

#include "check.h"

#include <limits.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#define LARGEST_SEED (1 << 14)
#define LENGTH(array) (sizeof(array) / sizeof *(array))

static uint64_t dice; /* never 0 */

/* Return a number below the limit (xorshift64). */
static inline size_t below(size_t limit)
{
    dice ^= dice << 13;
    dice ^= dice >> 7;
    dice ^= dice << 17;
    return (size_t)(dice >> 11) % limit;
}

/* ---- changes; each returns the new size ---- */

static inline size_t flip_bit(unsigned char *input, size_t size)
{
    if (size > 0) input[below(size)] ^= (unsigned char)(1u << below(8));
    return size;
}

static inline size_t cut(unsigned char *input, size_t size)
{
    (void)input;
    return below(size + 1);
}

static inline size_t take_out(unsigned char *input, size_t size)
{
    if (size < 2) return size;
    size_t from = below(size), count = 1 + below(size - from < 8 ? size - from : 8);
    memmove(input + from, input + from + count, size - from - count);
    return size - count;
}

/* Put the head of one and the tail of another together, if there is room. */
static inline size_t join(unsigned char *input, size_t size, const unsigned char *other, size_t other_size, size_t room)
{
    size_t from = below(other_size + 1), keep = below(size + 1);
    if (keep + other_size - from > room) return size;
    memcpy(input + keep, other + from, other_size - from);
    return keep + other_size - from;
}

/* ---- the line ---- */

/*
 * PROGRAM SEED COUNT makes that many inputs, always the same of the same seed, and returns how many; PROGRAM seeds DIRECTORY writes the valid ones
 * that they are made from, for libFuzzer to start from, and exits. write_seed writes the n-th of these and returns its size.
 */
static inline unsigned long make_inputs(int argc, char **argv, size_t seeds, size_t (*write_seed)(size_t n, unsigned char *out), void (*one_input)(void))
{
    static unsigned char seed[LARGEST_SEED];
    if (argc != 3) {
        fprintf(stderr, "usage: %s SEED COUNT, or %s seeds DIRECTORY\n", argv[0], argv[0]);
        exit(2);
    }
    if (strcmp(argv[1], "seeds") != 0) {
        unsigned long count = strtoul(argv[2], NULL, 10);
        dice = strtoull(argv[1], NULL, 10) * UINT64_C(0x9e3779b97f4a7c15) | 1;
        for (unsigned long i = 0; i < count; i++) one_input();
        return count;
    }
    for (size_t i = 0; i < seeds; i++) {
        char path[PATH_MAX];
        size_t size = write_seed(i, seed);
        snprintf(path, sizeof path, "%s/%zu", argv[2], i);
        FILE *file = fopen(path, "w");
        int written = file != NULL && fwrite(seed, 1, size, file) == size;
        check(file != NULL && fclose(file) == 0 && written, "wrote %s", path);
    }
    exit(checks_failed());
}

#endif
