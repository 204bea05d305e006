/*
 * Decides starts in one process, many of them: what bin/ctk would perform of what is sealed, and what Java decides anew at that moment. Each is asked
 * by a thread of its own, which has become the process that the case is about, so that both see the real kernel's answers. The users, groups,
 * configuration and volumes of the cases lie in file systems that nobody else sees.
 */
#ifndef CTK_SEALED_CASES_H
#define CTK_SEALED_CASES_H

#include <jni.h>
#include <stddef.h>
#include <stdint.h>

#define MOST_TEXTS 256
#define MOST_GROUPS 64
#define MOST_LIMITS 4
#define LARGEST 65536
#define NICENESS_ALSO 99 /* stands among the resources: the soft limit is the niceness, from 0 */

/* A file whose bytes are those of another program's output, or of a decision. */
struct result {
    unsigned char bytes[LARGEST];
    size_t size;
};

/* The process that a case is about. */
struct process {
    char *argv[MOST_TEXTS], *env[MOST_TEXTS], *directory;
    uint32_t ids[6]; /* real, effective and saved uid, then gid */
    uint32_t group_count, groups[MOST_GROUPS];
    uint64_t permitted, effective, bounding;
    uint32_t securebits, no_new_privs, limit_count;
    uint32_t resources[MOST_LIMITS];
    uint64_t soft[MOST_LIMITS]; /* limits; the hard ones stay, since to raise them again takes a capability that a container has not */
};

/* Stop with a message if something of the machinery fails. */
void must(int good, const char *what);

/* Run something in a thread that has become the process. */
void run_as(struct process *p, void (*run)(struct process *p, void *more), void *more);

/* Run its argv in a child, by a program of this path; return its exit code, 128+n for signal n. */
int execute(const struct process *p, const char *path, struct result *out, struct result *err);

/* Make file systems that only this process sees: /etc, /srv, and /mnt, which has the image as usual and, without its VM, as sealed. */
void make_world(const char *image);

/* Empty /etc and /srv; /etc/ctk and the sealed file in it may be kept. */
void wipe_world(int keep);

/* Return a number that differs if a file of /etc or /srv does: in name, type, owner, mode, bytes, or when these were written. */
uint64_t world_hash(void);

/* Begin and end to catch what is written to 1 and 2. */
void catch_output(void);
void caught_output(struct result *out, struct result *err);

#endif
