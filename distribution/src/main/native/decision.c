/* Reads decisions. No system call, no allocation. */
#define _GNU_SOURCE
#include "decision.h"

#include "entry.h"

#include <limits.h>
#include <linux/filter.h>
#include <string.h>
#include <sys/resource.h>

#define NO_ID UINT32_MAX
#define HEADER 40u
#define MAX_EDITS 4096u

uint32_t u32_at(const unsigned char *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

uint64_t u64_at(const unsigned char *p)
{
    return u32_at(p) | (uint64_t)u32_at(p + 4) << 32;
}

uint64_t setting_u64(const struct decision *d, enum setting which, uint64_t otherwise)
{
    return d->settings[which].bytes != NULL ? u64_at(d->settings[which].bytes) : otherwise;
}

uint32_t setting_u32(const struct decision *d, enum setting which, uint32_t otherwise)
{
    return d->settings[which].bytes != NULL ? u32_at(d->settings[which].bytes) : otherwise;
}

const char *read_text(const unsigned char **p, const unsigned char *end)
{
    if (end - *p < 5) return NULL;
    uint32_t length = u32_at(*p);
    const unsigned char *text = *p + 4;
    if (length >= (size_t)(end - text)) return NULL;
    if (memchr(text, 0, (size_t)length + 1) != text + length) return NULL;
    *p = text + length + 1;
    return (const char *)text;
}

const char *decision_next(const char *text)
{
    return text + strlen(text) + 1 + 4;
}

/* Two strings, neither of them empty, and nothing else. */
static int is_pair(const unsigned char *p, uint32_t size)
{
    const unsigned char *first = memchr(p, 0, size);
    return first != NULL && first != p && size > (size_t)(first - p) + 2 && memchr(first + 1, 0, size - (size_t)(first + 1 - p)) == p + size - 1;
}

static int is_limits(const unsigned char *p, uint32_t size)
{
    if (size == 0 || size % 20 != 0) return 0;
    for (uint32_t at = 0; at < size; at += 20)
        if (u32_at(p + at) >= RLIM_NLIMITS || u64_at(p + at + 4) > u64_at(p + at + 12)) return 0;
    return 1;
}

static int is_landlock(const unsigned char *p, uint32_t size)
{
    const unsigned char *end = p + size;
    if (size < 8) return 0;
    for (p += 8; p < end;) {
        if (end - p < 8) return 0;
        p += 8;
        if (read_text(&p, end) == NULL) return 0;
    }
    return 1;
}

static int is_valid(uint32_t which, const unsigned char *p, uint32_t size)
{
    switch (which) {
    case NICENESS: case SECUREBITS: return size == 4;
    case OWN_STDIO: return size == 4 && (u32_at(p) == 1 || u32_at(p) == 2);
    case UMASK: return size == 4 && u32_at(p) <= 0777;
    case DEATH_SIGNAL: return size == 4 && u32_at(p) <= SIGNALS;
    case BOUNDING_SET: case KEPT_CAPABILITIES: return size == 8;
    case CLEAR_ENVIRONMENT: case NO_NEW_PRIVS: return size == 0;
    case FILTER: case SECOND_FILTER: return size > 0 && size % 8 == 0 && size <= 8 * BPF_MAXINSNS;
    case EXEC_LABEL: return is_pair(p, size) && strncmp((const char *)p, "/proc/", 6) == 0;
    case DIRECTORY: return is_pair(p, size);
    case LIMITS: return is_limits(p, size);
    case LANDLOCK: return is_landlock(p, size);
    default: return 0;
    }
}

/* Read the settings up to the end. */
static int read_settings(const unsigned char *p, const unsigned char *end, uint32_t count, struct decision *d)
{
    uint32_t last = 0;
    memset(d->settings, 0, sizeof d->settings);
    for (uint32_t i = 0; i < count; i++) {
        if (end - p < 8) return -1;
        uint32_t which = u32_at(p), size = u32_at(p + 4);
        p += 8;
        if (which <= last || which >= SETTINGS || size > (size_t)(end - p) || !is_valid(which, p, size)) return -1;
        d->settings[which] = (struct setting_bytes){p, size};
        last = which;
        p += size;
    }
    return p == end && (d->uid != 0 || d->settings[KEPT_CAPABILITIES].bytes == NULL) ? 0 : -1;
}

int decision_read(const void *record, size_t size, struct decision *d)
{
    const unsigned char *p = record, *end = p + size;
    if (size < HEADER || size > INT_MAX || u32_at(p) != DECISION_MAGIC || u32_at(p + 4) != DECISION_VERSION || u32_at(p + 8) != size) return -1;
    d->flags = u32_at(p + 12);
    d->uid = u32_at(p + 16);
    d->gid = u32_at(p + 20);
    d->command = u32_at(p + DECISION_COMMAND);
    d->group_count = u32_at(p + 28);
    d->edit_count = u32_at(p + 32);
    uint32_t settings = u32_at(p + 36);
    if ((d->flags & ~ALL_FLAGS) != 0 || d->uid == NO_ID || d->gid == NO_ID || d->command == 0 || d->edit_count > MAX_EDITS) return -1;
    p += HEADER;
    if (d->group_count > (size_t)(end - p) / 4 || d->group_count > NGROUPS_MAX) return -1;
    d->groups = p;
    for (uint32_t i = 0; i < d->group_count; i++, p += 4)
        if (u32_at(p) == NO_ID || (i > 0 && u32_at(p) < u32_at(p - 4))) return -1;
    if ((d->label = read_text(&p, end)) == NULL || (d->quoted = read_text(&p, end)) == NULL) return -1;
    d->edits = (const char *)p + 4;
    for (uint32_t i = 0; i < d->edit_count; i++) {
        const char *edit = read_text(&p, end);
        if (edit == NULL || *edit == '=' || *edit == '\0') return -1;
    }
    return read_settings(p, end, settings, d);
}
