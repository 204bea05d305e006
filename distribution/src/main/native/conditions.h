/* What has to be so for a sealed start: who this process is, and what the decision was made from. */
#ifndef CTK_CONDITIONS_H
#define CTK_CONDITIONS_H

#include <stdint.h>

/* Each kind's bytes in the file, behind its length. A path is as open(2) takes it, but for that of STATUS. */
enum kind {
    VARIABLE = 1, /* text name; u32 1 and text value, or u32 0: it is not set. One that stands twice in the environment is neither */
    CONTENT,      /* text path; u32 n; the n bytes of that regular file */
    ABSENT,       /* text path: there is nothing, not even a link */
    STATUS,       /* text path, absolute; u32 type (S_IFMT), uid, gid, mode (07777); the last three ANY, if any is right. No part is a link */
    LISTING,      /* text path; u32 n; n texts, ascending, none twice: what is in that directory, without . and .. */
    LIMIT,        /* u32 resource; u64 soft; u64 hard: getrlimit(2) */
    NOT_NICER,    /* i32 niceness: that of this process is this or lower (getpriority(2)), so that this can be set without a right */
    SETGROUPS     /* u32 1: setgroups(2) is denied in the user namespace; or 0: it is not, as far as there is a /proc to tell */
};

#define ANY UINT32_MAX
#define LISTING_MOST 256u /* names */

struct condition {
    enum kind kind;
    const char *name;  /* or path */
    const char *value; /* of a variable that is set, else NULL; the first of the names of a listing */
    const unsigned char *bytes;
    uint32_t count; /* of bytes, or names */
    uint32_t type, uid, gid, mode, resource, denied;
    int32_t niceness;
    uint64_t soft, hard;
};

struct facts {
    uint32_t uid[3], gid[3];
    uint64_t permitted, effective, bounding;
    uint32_t securebits, no_new_privs, group_count;
    const unsigned char *groups; /* group_count times four bytes; those of this process are asked for when they are compared */
};

/* Ask the kernel who this process is, groups aside. Return 0, or -1 if it does not say. */
int facts_now(struct facts *out);

/* Return whether this process, of which these are the facts, is who is wanted. */
int facts_are(const struct facts *now, const struct facts *wanted);

/* Return whether it is so; 0 in any doubt. Leaves no descriptor open. */
int condition_holds(const struct condition *c, char *const *env);

#endif
