/* Reads sealed files. No system call, no allocation. */
#define _GNU_SOURCE
#include "sealed.h"

#include <limits.h>
#include <string.h>
#include <sys/resource.h>

static void spoil(struct cursor *c)
{
    c->at = c->end;
    c->bad = 1;
}

static void require(struct cursor *c, int good)
{
    if (!good) spoil(c);
}

static const unsigned char *take(struct cursor *c, size_t size)
{
    static const unsigned char nothing[8];
    const unsigned char *bytes = c->at;
    if (c->bad || size > (size_t)(c->end - c->at)) {
        spoil(c);
        return nothing;
    }
    c->at += size;
    return bytes;
}

static uint32_t take_u32(struct cursor *c)
{
    return u32_at(take(c, 4));
}

static uint64_t take_u64(struct cursor *c)
{
    return u64_at(take(c, 8));
}

static const char *take_text(struct cursor *c)
{
    const char *text = read_text(&c->at, c->end);
    require(c, text != NULL);
    return text != NULL ? text : "";
}

/* One that is not empty. */
static const char *take_name(struct cursor *c)
{
    const char *name = take_text(c);
    require(c, *name != '\0');
    return name;
}

/* Step over a length and that many bytes; return a cursor over these. */
static struct cursor take_part(struct cursor *c)
{
    uint32_t size = take_u32(c);
    const unsigned char *bytes = take(c, size);
    return (struct cursor){bytes, c->bad ? bytes : bytes + size, c->bad};
}

static void take_variable(struct cursor *c, struct condition *out)
{
    uint32_t set = take_u32(c);
    require(c, strchr(out->name, '=') == NULL && set <= 1);
    if (set == 1) out->value = take_text(c);
}

static void take_content(struct cursor *c, struct condition *out)
{
    out->count = take_u32(c);
    out->bytes = take(c, out->count);
    require(c, out->count <= SEALED_CONTENT);
}

static void take_status(struct cursor *c, struct condition *out)
{
    out->type = take_u32(c);
    out->uid = take_u32(c);
    out->gid = take_u32(c);
    out->mode = take_u32(c);
}

static void take_listing(struct cursor *c, struct condition *out)
{
    const char *last = "";
    out->count = take_u32(c);
    require(c, out->count <= LISTING_MOST);
    for (uint32_t i = 0; i < out->count && !c->bad; i++) {
        const char *name = take_name(c);
        require(c, strcmp(last, name) < 0);
        if (i == 0) out->value = name;
        last = name;
    }
}

static void take_limit(struct cursor *c, struct condition *out)
{
    out->resource = take_u32(c);
    out->soft = take_u64(c);
    out->hard = take_u64(c);
    require(c, out->resource < RLIM_NLIMITS);
}

static void take_setgroups(struct cursor *c, struct condition *out)
{
    out->denied = take_u32(c);
    require(c, out->denied <= 1);
}

/* Whether a kind is about something that has a name. */
static int is_named(enum kind kind)
{
    return kind != LIMIT && kind != NOT_NICER && kind != SETGROUPS;
}

static void take_condition(struct cursor *c, struct condition *out)
{
    *out = (struct condition){.kind = (enum kind)take_u32(c), .name = ""};
    struct cursor part = take_part(c);
    if (is_named(out->kind)) out->name = take_name(&part);
    switch (out->kind) {
    case VARIABLE: take_variable(&part, out); break;
    case CONTENT: take_content(&part, out); break;
    case ABSENT: break;
    case STATUS: take_status(&part, out); break;
    case LISTING: take_listing(&part, out); break;
    case LIMIT: take_limit(&part, out); break;
    case NOT_NICER: out->niceness = (int32_t)take_u32(&part); break;
    case SETGROUPS: take_setgroups(&part, out); break;
    default: spoil(&part);
    }
    require(c, !part.bad && part.at == part.end);
}

static const char *take_prefix(struct cursor *c, uint32_t flags, uint32_t *count)
{
    *count = take_u32(c);
    require(c, *count > 0);
    const char *first = take_text(c);
    require(c, (flags & AS_GOSU) != 0 || strcmp(first, "run") == 0);
    for (uint32_t i = 1; i < *count && !c->bad; i++) take_text(c);
    return first;
}

static void take_facts(struct cursor *c, struct facts *out)
{
    for (int i = 0; i < 3; i++) out->uid[i] = take_u32(c);
    for (int i = 0; i < 3; i++) out->gid[i] = take_u32(c);
    out->permitted = take_u64(c);
    out->effective = take_u64(c);
    out->bounding = take_u64(c);
    out->securebits = take_u32(c);
    out->no_new_privs = take_u32(c);
    out->group_count = take_u32(c);
    require(c, out->no_new_privs <= 1 && out->group_count <= NGROUPS_MAX);
    out->groups = take(c, c->bad ? 0 : 4 * (size_t)out->group_count);
    for (uint32_t i = 1; i < out->group_count && !c->bad; i++) require(c, u32_at(out->groups + 4 * (size_t)i - 4) < u32_at(out->groups + 4 * (size_t)i));
}

static struct cursor take_conditions(struct cursor *c, uint32_t *count)
{
    uint32_t content = 0;
    *count = take_u32(c);
    struct cursor all = *c;
    for (uint32_t i = 0; i < *count && !c->bad; i++) {
        struct condition condition;
        take_condition(c, &condition);
        if (condition.kind == CONTENT) content += condition.count <= SEALED_CONTENT ? condition.count : 0;
        require(c, content <= SEALED_CONTENT);
    }
    return all;
}

static const char *take_warnings(struct cursor *c, uint32_t *count)
{
    const char *first = "";
    size_t length = 0;
    *count = take_u32(c);
    for (uint32_t i = 0; i < *count && !c->bad; i++) {
        const char *line = take_text(c);
        length += strlen(line) + 1;
        require(c, strchr(line, '\n') == NULL && length <= SEALED_WARNINGS);
        if (i == 0) first = line;
    }
    return first;
}

static void take_entry(struct cursor *all, struct sealed_entry *e)
{
    struct cursor c = take_part(all);
    e->flags = take_u32(&c);
    require(&c, e->flags <= WITH_SEPARATOR); /* not both */
    e->prefix = take_prefix(&c, e->flags, &e->prefix_count);
    take_facts(&c, &e->facts);
    e->conditions = take_conditions(&c, &e->condition_count);
    e->warnings = take_warnings(&c, &e->warning_count);
    e->record_size = take_u32(&c);
    e->record = take(&c, e->record_size);
    require(all, !c.bad && c.at == c.end);
}

int sealed_read(const unsigned char *file, size_t size, const char *build, struct sealed *out)
{
    struct cursor c = {file, file + size, 0};
    uint32_t magic = take_u32(&c), version = take_u32(&c), length = take_u32(&c);
    require(&c, size <= SEALED_LARGEST && magic == SEALED_MAGIC && version == SEALED_VERSION && length == size);
    require(&c, strcmp(take_text(&c), build) == 0);
    uint32_t count = take_u32(&c);
    require(&c, count <= SEALED_ENTRIES);
    *out = (struct sealed){c, count};
    for (uint32_t i = 0; i < count && !c.bad; i++) {
        struct sealed_entry entry;
        take_entry(&c, &entry);
    }
    return !c.bad && c.at == c.end ? 0 : -1;
}

void sealed_next(struct sealed *s, struct sealed_entry *out)
{
    take_entry(&s->rest, out);
    s->count--;
}

void sealed_condition(struct sealed_entry *e, struct condition *out)
{
    take_condition(&e->conditions, out);
    e->condition_count--;
}
