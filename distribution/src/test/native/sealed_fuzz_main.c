/*
 * Feeds the fuzz target with changed sealed files where libFuzzer is not at hand: sealed_fuzz_main SEED COUNT. The same seed makes the same inputs.
 * Prints "ok" lines and exits 0 if nothing was violated, and if enough of the inputs got past the reader, and to the performer, to mean something.
 * sealed_fuzz_main seeds DIRECTORY writes the valid files it starts from there instead, for libFuzzer to start from.
 */
#define _GNU_SOURCE
#include "all_settings.h"
#include "fuzz_input.h"
#include "sealed_encode.h"
#include "sealed_fuzz.h"

#include <sys/stat.h>
#include <unistd.h>

#define ROOM LARGEST_SEED
#define SEEDS 6 /* of write_seed */

/* ---- valid files to start from ---- */

static const char listed[] = "\3\0\0\0one\0\3\0\0\0two";
static const struct condition holding[] = {
    {.kind = VARIABLE, .name = "A", .value = "1"},
    {.kind = VARIABLE, .name = "C"},
    {.kind = CONTENT, .name = "file", .bytes = (const unsigned char *)"content\n", .count = 8},
    {.kind = ABSENT, .name = "nothing"},
    {.kind = STATUS, .name = "/usr", .type = S_IFDIR, .uid = 0, .gid = ANY, .mode = ANY},
    {.kind = LISTING, .name = "directory", .value = listed + 4, .count = 2},
};
static const struct condition broken[] = {{.kind = VARIABLE, .name = "B", .value = "2"}, {.kind = LIMIT, .name = "", .resource = 4, .soft = 1, .hard = 2}};
static const char *const run_prefix[] = {"run", "app"};
static const char *const lines[] = {"ctk run: warning: one", "", "three"};
static const char *const edits[] = {"HOME=/srv", "A"};
static const uint32_t groups[] = {20, 44};
static unsigned char records[2][1024], own_groups[4 * 256];

static const struct plan decisions[2] = {
    {SET_GROUPS | SET_GID | SET_UID, 1000, 1001, 0, 2, 2, groups, "ctk run", "", edits, LENGTH(all_settings), all_settings},
    {SET_UID | GOSU, 1000, 0, 0, 0, 1, NULL, "error", "", edits, 0, NULL},
};

static int by_number(const void *a, const void *b)
{
    gid_t one = *(const gid_t *)a, other = *(const gid_t *)b;
    return one < other ? -1 : one > other;
}

/* What this process is, so that an entry holds. */
static struct facts own_facts(void)
{
    struct facts facts = {{0}, {0}, 0, 0, 0, 0, 0, 0, own_groups};
    gid_t own[256];
    int count = getgroups((int)LENGTH(own), own);
    if (count < 0 || facts_now(&facts) != 0) exit(2);
    qsort(own, (size_t)count, sizeof *own, by_number);
    for (int i = 0; i < count; i++) put_u32(own_groups + 4 * i, own[i]);
    facts.groups = own_groups;
    facts.group_count = (uint32_t)count;
    return facts;
}

/* Write the n-th of the files; return its size. */
static size_t write_seed(size_t n, unsigned char *out)
{
    struct sealed_plan p = {.prefix_count = 2, .prefix = run_prefix, .facts = own_facts(), .record_size = (uint32_t)encode(&decisions[0], records[0]), .record = records[0]};
    struct sealed_plan all[4] = {p, p, p, p};
    all[1].conditions = all[3].conditions = holding;
    all[1].condition_count = LENGTH(holding);
    all[1].warnings = lines;
    all[1].warning_count = LENGTH(lines);
    all[2].flags = AS_GOSU;
    all[2].prefix = run_prefix + 1;
    all[2].prefix_count = 1;
    all[2].record = records[1];
    all[2].record_size = (uint32_t)encode(&decisions[1], records[1]);
    all[3].flags = WITH_SEPARATOR;
    all[3].prefix_count = 1;
    all[3].condition_count = 1;
    if (n == 5) {
        all[0].conditions = broken;
        all[0].condition_count = LENGTH(broken);
    }
    out[0] = (unsigned char)((const unsigned char[]){1, 0, 2, 3, 2, 0}[n]);
    return 1 + (n < 4 ? put_sealed(out + 1, FUZZ_BUILD, 1, &all[n]) : put_sealed(out + 1, FUZZ_BUILD, 4, all));
}

/* ---- changes; each returns the new size ---- */

static size_t set_byte(unsigned char *input, size_t size)
{
    static const unsigned char values[] = {0, 1, 2, 4, '=', '-', 'A', '\n', '/', 0x7f, 0xff};
    if (size > 0) input[below(size)] = values[below(LENGTH(values))];
    return size;
}

static size_t set_number(unsigned char *input, size_t size)
{
    static const uint32_t values[] = {0, 1, 2, 3, 5, 65, 256, 4096, 65536, 1u << 20, UINT32_C(0x40000000), INT_MAX, UINT32_C(0x80000000), UINT32_MAX - 4, UINT32_MAX};
    if (size >= 4) put_u32(input + below(size - 3), values[below(LENGTH(values))]);
    return size;
}

static size_t choose_arguments(unsigned char *input, size_t size)
{
    if (size > 0) input[0] = (unsigned char)below(FUZZ_ARGUMENTS);
    return size;
}

/* The head of one and the tail of another. */
static size_t splice(unsigned char *input, size_t size)
{
    static unsigned char other[ROOM];
    size_t size_of_other = write_seed(below(SEEDS), other);
    return join(input, size, other, size_of_other, ROOM);
}

static size_t (*const changes[])(unsigned char *, size_t) = {flip_bit, set_byte, set_number, choose_arguments, cut, take_out, splice, choose_arguments, flip_bit};

/* Three of four get the length they have, without which nothing behind it is looked at. */
static void one_input(void)
{
    static unsigned char input[ROOM];
    size_t size = write_seed(below(SEEDS), input);
    for (size_t n = below(4); n > 0; n--) size = changes[below(LENGTH(changes))](input, size);
    if (size >= 13 && below(4) != 0) put_u32(input + 9, (uint32_t)(size - 1));
    LLVMFuzzerTestOneInput(input, size);
}

int main(int argc, char **argv)
{
    unsigned long count = make_inputs(argc, argv, SEEDS, write_seed, one_input);
    check(1, "%lu inputs", count);
    check(fuzz_accepted > count / 10, "of which %lu were accepted", fuzz_accepted);
    check(fuzz_performed > count / 20, "and %lu performed", fuzz_performed);
    return checks_failed();
}
