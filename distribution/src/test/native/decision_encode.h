/* The writer of the records that perform.c reads: what class Decision of module ctk.core.exec does, for the tests of the C part. */
#ifndef CTK_DECISION_ENCODE_H
#define CTK_DECISION_ENCODE_H

#include "perform.h"

#include <string.h>

/* The content of a record. */
struct planned;
struct plan {
    uint32_t flags, uid, gid, command, group_count, edit_count;
    const uint32_t *groups;
    const char *label, *quoted;
    const char *const *edits;
    uint32_t setting_count;
    const struct planned *settings; /* ascending */
};

struct planned {
    uint32_t which;
    struct setting_bytes value;
};

static inline unsigned char *put_u32(unsigned char *to, uint32_t value)
{
    for (int i = 0; i < 4; i++) *to++ = (unsigned char)(value >> 8 * i);
    return to;
}

static inline uint32_t get_u32(const unsigned char *from)
{
    return (uint32_t)from[0] | (uint32_t)from[1] << 8 | (uint32_t)from[2] << 16 | (uint32_t)from[3] << 24;
}

static inline unsigned char *put_text(unsigned char *to, const char *text)
{
    size_t length = strlen(text);
    to = put_u32(to, (uint32_t)length);
    memcpy(to, text, length + 1);
    return to + length + 1;
}

static inline size_t encoded_size(const struct plan *p)
{
    size_t size = 40 + 4 * (size_t)p->group_count + strlen(p->label) + 5 + strlen(p->quoted) + 5;
    for (uint32_t i = 0; i < p->edit_count; i++) size += strlen(p->edits[i]) + 5;
    for (uint32_t i = 0; i < p->setting_count; i++) size += 8 + p->settings[i].value.size;
    return size;
}

/* Write the record to out, which has room for encoded_size(); return its size. */
static inline size_t encode(const struct plan *p, unsigned char *out)
{
    size_t size = encoded_size(p);
    const uint32_t header[] = {DECISION_MAGIC, DECISION_VERSION, (uint32_t)size, p->flags, p->uid, p->gid, p->command, p->group_count, p->edit_count, p->setting_count};
    for (size_t i = 0; i < sizeof header / sizeof *header; i++) out = put_u32(out, header[i]);
    for (uint32_t i = 0; i < p->group_count; i++) out = put_u32(out, p->groups[i]);
    out = put_text(put_text(out, p->label), p->quoted);
    for (uint32_t i = 0; i < p->edit_count; i++) out = put_text(out, p->edits[i]);
    for (uint32_t i = 0; i < p->setting_count; i++) {
        out = put_u32(put_u32(out, p->settings[i].which), p->settings[i].value.size);
        if (p->settings[i].value.size > 0) memcpy(out, p->settings[i].value.bytes, p->settings[i].value.size);
        out += p->settings[i].value.size;
    }
    return size;
}

/* Return the content of a decision that was read; groups and edits have room for all of its. The settings are there until the next call. */
static inline struct plan plan_of(const struct decision *d, uint32_t *groups, const char **edits)
{
    const char *edit = d->edits;
    for (uint32_t i = 0; i < d->group_count; i++) groups[i] = get_u32(d->groups + 4 * (size_t)i);
    for (uint32_t i = 0; i < d->edit_count; i++) {
        edits[i] = edit;
        if (i + 1 < d->edit_count) edit = decision_next(edit);
    }
    static struct planned settings[SETTINGS];
    uint32_t count = 0;
    for (uint32_t i = 1; i < SETTINGS; i++)
        if (d->settings[i].bytes != NULL) settings[count++] = (struct planned){i, d->settings[i]};
    return (struct plan){d->flags, d->uid, d->gid, d->command, d->group_count, d->edit_count, groups, d->label, d->quoted, edits, count, settings};
}

#endif
