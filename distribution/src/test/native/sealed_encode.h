/* The writer of the files that sealed.c reads: what `ctk seal` does, for the tests of the C part. */
#ifndef CTK_SEALED_ENCODE_H
#define CTK_SEALED_ENCODE_H

#include "decision_encode.h"
#include "sealed.h"

/* The content of an entry. */
struct sealed_plan {
    uint32_t flags;
    uint32_t prefix_count;
    const char *const *prefix;
    struct facts facts;
    uint32_t condition_count;
    const struct condition *conditions;
    uint32_t raw_size; /* of what stands in the place of the conditions, if that is given: their count, and they */
    const unsigned char *raw;
    uint32_t warning_count;
    const char *const *warnings;
    uint32_t record_size;
    const unsigned char *record;
};

static inline unsigned char *put_u64(unsigned char *to, uint64_t value)
{
    return put_u32(put_u32(to, (uint32_t)value), (uint32_t)(value >> 32));
}

static inline unsigned char *put_bytes(unsigned char *to, const void *bytes, size_t size)
{
    if (size > 0) memcpy(to, bytes, size);
    return to + size;
}

static inline unsigned char *put_texts(unsigned char *to, uint32_t count, const char *const *texts)
{
    to = put_u32(to, count);
    for (uint32_t i = 0; i < count; i++) to = put_text(to, texts[i]);
    return to;
}

/* Write the length of what was written behind it. */
static inline unsigned char *put_length(unsigned char *at, unsigned char *end)
{
    put_u32(at, (uint32_t)(end - at - 4));
    return end;
}

static inline unsigned char *put_condition(unsigned char *to, const struct condition *c)
{
    unsigned char *length = put_u32(to, (uint32_t)c->kind), *at = length + 4;
    const char *name = c->value;
    if (c->kind < LIMIT) at = put_text(at, c->name);
    if (c->kind == VARIABLE) at = put_u32(at, c->value != NULL);
    if (c->kind == VARIABLE && c->value != NULL) at = put_text(at, c->value);
    if (c->kind == CONTENT) at = put_bytes(put_u32(at, c->count), c->bytes, c->count);
    if (c->kind == STATUS) at = put_u32(put_u32(put_u32(put_u32(at, c->type), c->uid), c->gid), c->mode);
    if (c->kind == LISTING) at = put_u32(at, c->count);
    for (uint32_t i = 0; c->kind == LISTING && i < c->count; i++, name = i < c->count ? decision_next(name) : NULL) at = put_text(at, name);
    if (c->kind == LIMIT) at = put_u64(put_u64(put_u32(at, c->resource), c->soft), c->hard);
    if (c->kind == NOT_NICER) at = put_u32(at, (uint32_t)c->niceness);
    if (c->kind == SETGROUPS) at = put_u32(at, c->denied);
    return put_length(length, at);
}

static inline unsigned char *put_facts(unsigned char *to, const struct facts *f)
{
    for (int i = 0; i < 3; i++) to = put_u32(to, f->uid[i]);
    for (int i = 0; i < 3; i++) to = put_u32(to, f->gid[i]);
    to = put_u64(put_u64(put_u64(to, f->permitted), f->effective), f->bounding);
    to = put_u32(put_u32(put_u32(to, f->securebits), f->no_new_privs), f->group_count);
    return put_bytes(to, f->groups, 4 * (size_t)f->group_count);
}

static inline unsigned char *put_entry(unsigned char *to, const struct sealed_plan *p)
{
    unsigned char *at = put_facts(put_texts(put_u32(to + 4, p->flags), p->prefix_count, p->prefix), &p->facts);
    if (p->raw != NULL) {
        at = put_bytes(at, p->raw, p->raw_size);
    } else {
        at = put_u32(at, p->condition_count);
        for (uint32_t i = 0; i < p->condition_count; i++) at = put_condition(at, &p->conditions[i]);
    }
    at = put_texts(at, p->warning_count, p->warnings);
    at = put_bytes(put_u32(at, p->record_size), p->record, p->record_size);
    return put_length(to, at);
}

/* Write a file; return its size. */
static inline size_t put_sealed(unsigned char *to, const char *build, uint32_t count, const struct sealed_plan *plans)
{
    unsigned char *at = put_u32(put_text(put_u32(put_u32(put_u32(to, SEALED_MAGIC), SEALED_VERSION), 0), build), count);
    for (uint32_t i = 0; i < count; i++) at = put_entry(at, &plans[i]);
    put_u32(to + 8, (uint32_t)(at - to));
    return (size_t)(at - to);
}

#endif
