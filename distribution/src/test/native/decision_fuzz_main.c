/*
 * Feeds the fuzz target with changed records where libFuzzer is not at hand: decision_fuzz_main SEED COUNT. The same seed makes the same inputs.
 * Prints "ok" lines and exits 0 if nothing was violated, and if enough of the inputs got past the reader to mean something.
 * decision_fuzz_main seeds DIRECTORY writes the valid records it starts from there instead, for libFuzzer to start from.
 */
#define _GNU_SOURCE
#include "all_settings.h"
#include "decision_fuzz.h"
#include "fuzz_input.h"

#define ROOM 8192 /* of an input */

/* ---- valid records to start from ---- */

static const uint32_t some[] = {0, 1, 20, 44, 1000, 1000, 65534, UINT32_C(0xfffffffe)};
static const char *const edits[] = {"HOME=/srv/app", "USER=app", "A=", "PATH=/usr/bin", "X==", "HOME=/twice", "\xff=\xfe", "A", "HOME", "NONE"};

static const struct plan plans[] = {
    {0, 0, 0, 1, 0, 0, NULL, "", "", NULL, 0, NULL},
    {SET_GROUPS | SET_GID | SET_UID, 1000, 1000, 2, 0, 0, NULL, "ctk run", "'app'", NULL, 0, NULL},
    {SET_GROUPS | SET_GID | SET_UID, 65534, 65534, 3, 8, 10, some, "ctk run", "'app'", edits, 0, NULL},
    {SET_GROUPS | SET_UID | GOSU, 1, 0, 3, 3, 1, some, "gosu", "app", edits, 0, NULL},
    {SET_GID, 0, 5, 2, 1, 3, some + 2, "ctk run", "a name of some length, with 'quotes' and \xff", edits + 3, 0, NULL},
    {SET_UID, 7, 0, 1, 0, 3, NULL, "ctk run: step 'exec'", "'app'", edits + 7, 0, NULL},
    {GOSU, 0, 0, 4, 0, 2, NULL, "su-exec", "'argument'", edits, 0, NULL},
    {SET_GROUPS | SET_GID | SET_UID, 1000, 1000, 2, 0, 1, NULL, "ctk run", "'app'", edits, sizeof all_settings / sizeof *all_settings, all_settings},
};

static size_t valid(unsigned char *input)
{
    for (int i = 0; i < CONFIGURATION; i++) input[i] = below(4) == 0 ? (unsigned char)below(256) : 0;
    return CONFIGURATION + encode(&plans[below(LENGTH(plans))], input + CONFIGURATION);
}

/* ---- changes; each returns the new size ---- */

static size_t set_byte(unsigned char *input, size_t size)
{
    static const unsigned char values[] = {0, 1, 4, '=', 'A', 0x7f, 0x80, 0xfe, 0xff};
    if (size > 0) input[below(size)] = values[below(LENGTH(values))];
    return size;
}

static size_t set_number(unsigned char *input, size_t size)
{
    static const uint32_t values[] = {0, 1, 3, 5, 36, 100, 65535, 65536, UINT32_C(0x3fffffff), UINT32_C(0x40000000), INT_MAX, UINT32_C(0x80000000), UINT32_MAX - 4, UINT32_MAX - 1, UINT32_MAX};
    if (size >= 4) put_u32(input + below(size - 3), values[below(LENGTH(values))]);
    return size;
}

/* One of the nine numbers of the header, near what it was. */
static size_t change_field(unsigned char *input, size_t size)
{
    unsigned char *field = input + CONFIGURATION + 4 * below(9);
    if (size >= CONFIGURATION + 36) put_u32(field, get_u32(field) + (uint32_t)below(5) - 2);
    return size;
}

/* The flags, the command, or an id, by one that is valid. */
static size_t change_meaning(unsigned char *input, size_t size)
{
    static const size_t at[] = {12, 16, 20, 24};
    size_t field = at[below(LENGTH(at))];
    if (size >= CONFIGURATION + 36) put_u32(input + CONFIGURATION + field, (uint32_t)(field == 24 ? 1 + below(5) : below(16)));
    return size;
}

static size_t extend(unsigned char *input, size_t size)
{
    size_t more = 1 + below(16);
    if (size + more > ROOM) return size;
    for (size_t i = 0; i < more; i++) input[size + i] = (unsigned char)(below(2) == 0 ? 0 : below(256));
    return size + more;
}

/* Insert a well-formed text, or take some bytes out, anywhere behind the header. */
static size_t insert_text(unsigned char *input, size_t size)
{
    const char *text = edits[below(LENGTH(edits))];
    size_t more = strlen(text) + 5;
    if (size < CONFIGURATION + 36 || size + more > ROOM) return size;
    unsigned char *at = below(2) == 0 ? input + size : input + CONFIGURATION + 36 + below(size - CONFIGURATION - 35);
    memmove(at + more, at, size - (size_t)(at - input));
    put_text(at, text);
    put_u32(input + CONFIGURATION + 32, get_u32(input + CONFIGURATION + 32) + 1);
    return size + more;
}

/* The head of one record and the tail of another. */
static size_t splice(unsigned char *input, size_t size)
{
    unsigned char other[ROOM];
    size_t size_of_other = valid(other);
    return join(input, size, other, size_of_other, ROOM);
}

static size_t (*const changes[])(unsigned char *, size_t) = {flip_bit, set_byte, set_number, change_field, change_meaning, cut, extend, insert_text, take_out, splice, change_meaning, insert_text};

/* Three of four records get the length they have, without which nothing behind the header is looked at. */
static void one_input(void)
{
    static unsigned char input[ROOM];
    size_t size = valid(input);
    for (size_t n = below(5); n > 0; n--) size = changes[below(LENGTH(changes))](input, size);
    if (size >= CONFIGURATION + 12 && below(4) != 0) put_u32(input + CONFIGURATION + 8, (uint32_t)(size - CONFIGURATION));
    LLVMFuzzerTestOneInput(input, size);
}

static size_t write_seed(size_t n, unsigned char *out)
{
    memset(out, 0, CONFIGURATION);
    return CONFIGURATION + encode(&plans[n], out + CONFIGURATION);
}

int main(int argc, char **argv)
{
    unsigned long count = make_inputs(argc, argv, LENGTH(plans), write_seed, one_input);
    check(1, "nothing was violated by %lu inputs of seed %s", count, argv[1]);
    check(fuzz_accepted > count / 10 && fuzz_accepted < count, "the reader accepted %lu of them", fuzz_accepted);
    check(fuzz_executed > count / 100 && fuzz_executed < fuzz_accepted, "%lu of those were executed", fuzz_executed);
    return checks_failed();
}
