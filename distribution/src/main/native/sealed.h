/*
 * Sealed starts: decisions that `ctk seal` made beforehand, each with what it was made from. bin/ctk performs one itself, without a VM, if
 * all of that is still so. This reads the file and checks every field of it; conditions.h compares, sealed_start.h performs.
 *
 * The file is little-endian, without padding; a text is one of decision.h:
 *
 *   u32 magic "CTKS"       u32 version 1       u32 length of the file
 *   text build id          of the build that decided: every other one decides anew; by the version `ctk seal` tells whether it can list it
 *   u32 number of entries  entry ...
 *
 *   entry       u32 length of what follows of it, u32 flags (below)
 *               u32 number, text ...        the first arguments
 *               facts                       three uids, three gids (real, effective, saved), each u32; u64 permitted, effective and bounding set;
 *                                           u32 securebits, u32 no_new_privs; u32 number, u32 ...: groups, ascending, none twice
 *               u32 number, condition ...   u32 of enum kind, u32 length, that many bytes, as described there
 *               u32 number, text ...        warnings, each a line
 *               u32 length, that many bytes: the decision, with command 0 and its name empty
 */
#ifndef CTK_SEALED_H
#define CTK_SEALED_H

#include "conditions.h"
#include "decision.h"

#define SEALED_MAGIC 0x534b5443u
#define SEALED_VERSION 1u
#define SEALED_LARGEST (4u << 20)      /* bytes of a file */
#define SEALED_ENTRIES 64u
#define SEALED_CONTENT (1u << 20)      /* bytes of the files that one entry compares */
#define SEALED_WARNINGS 4096u          /* bytes of an entry's lines; PIPE_BUF, so that they are written whole */
#define AS_GOSU 1u                     /* for a start by the name gosu or su-exec */
#define WITH_SEPARATOR 2u              /* "--" has to follow the first arguments */

/* Where the reading is. After a field that is not as described nothing is left, and bad is set. */
struct cursor {
    const unsigned char *at, *end;
    int bad;
};

struct sealed {
    struct cursor rest;
    uint32_t count; /* entries that are left */
};

struct sealed_entry {
    uint32_t flags, prefix_count, condition_count, warning_count, record_size;
    const char *prefix, *warnings; /* texts, the first at its first byte: see decision_next() */
    struct facts facts;
    struct cursor conditions; /* the ones that are left */
    const unsigned char *record;
};

/* Read a file, all entries of it. Return 0, or -1 if any field is not as described, or another build made it. Makes no system call. */
int sealed_read(const unsigned char *file, size_t size, const char *build, struct sealed *out);

/* Take the next entry of a file that was read, of which some are left. */
void sealed_next(struct sealed *s, struct sealed_entry *out);

/* Take the next condition of such an entry, of which some are left. */
void sealed_condition(struct sealed_entry *e, struct condition *out);

#endif
