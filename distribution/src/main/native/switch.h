/* The parts of a performance before and behind the search for the command; see perform.c for their order. */
#ifndef CTK_SWITCH_H
#define CTK_SWITCH_H

#include "perform.h"

/* As root: standard streams, limits, label, bounding set; then ids and capabilities of the target. */
void switch_user(const struct decision *d);

/* Ask the kernel who this is now, and compare with the decision. */
void verify(const struct decision *d);

/* Return whether the supplementary groups are these, ascending, count times four bytes. */
int groups_are(const unsigned char *wanted, uint32_t count);

/* As the target, last of all: no_new_privs, Landlock, seccomp. */
void confine(const struct decision *d);

/* End with an error line and this exit code, or gosu's. */
void fail(const struct decision *d, int code, const char *what, const char *quoted, const char *cause) __attribute__((noreturn));

/* End with an error line for errno. */
void fail_call(const struct decision *d, const char *what) __attribute__((noreturn));

#endif
