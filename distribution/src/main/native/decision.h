/*
 * A decision: who the process becomes, how, and which command. Java decides (module ctk.core.exec, class Decision); this reads the record and
 * checks every field; perform.h performs it.
 *
 * The record is little-endian, without padding:
 *
 *   u32 magic "CTKD"     u32 version 3      u32 length of the record    u32 flags (below)
 *   u32 uid              u32 gid            u32 index of the command in argv
 *   u32 number of groups u32 number of edits     u32 number of settings
 *   u32 group ...        ascending
 *   text label           what error lines start with: "ctk run"
 *   text command         the command's name, quoted for error lines
 *   text edit ...        NAME=VALUE sets a variable, NAME removes it; of several edits of a name, the first counts where the name stands
 *   setting ...          a u32 of enum setting, ascending; a u32 length; that many bytes, as described there
 *
 * A text is a u32 length, that many bytes without NUL, and a NUL. Ids of 0xffffffff mean "no change" to the kernel and are refused.
 */
#ifndef CTK_DECISION_H
#define CTK_DECISION_H

#include <stddef.h>
#include <stdint.h>

#define DECISION_MAGIC 0x444b5443u
#define DECISION_VERSION 3u
#define SET_GROUPS 1u /* setgroups: the supplementary groups differ */
#define SET_GID 2u    /* setresgid: one of the three differs */
#define SET_UID 4u    /* setresuid: one of the three differs */
#define GOSU 8u       /* gosu's exit code: 1 for whatever fails */
#define ALL_FLAGS 15u
#define DECISION_COMMAND 24u /* where the index of the command stands */

/*
 * What a start may be told beside who it is for. Each is there once or not at all; its bytes are:
 */
enum setting {
    NICENESS = 1,      /* i32, for setpriority(2) */
    LIMITS,            /* of each limit u32 resource, u64 soft, u64 hard, for setrlimit(2); at least one */
    OWN_STDIO,         /* u32: 1 only as PID 1, 2 always: terminals and pipes of root's on 0, 1 and 2 are given to the uid */
    EXEC_LABEL,        /* two strings: a file below /proc, and what is written to it: what the LSM does at exec */
    BOUNDING_SET,      /* u64: what is not in it is dropped, bit n for capability n */
    KEPT_CAPABILITIES, /* u64: permitted, effective, inheritable and ambient after the switch; the uid is not 0 */
    SECUREBITS,        /* u32, for PR_SET_SECUREBITS */
    UMASK,             /* u32, at most 0777 */
    DIRECTORY,         /* two strings: the working directory, and the same quoted for error lines */
    DEATH_SIGNAL,      /* u32, 1 to 64, or 0 for none: the parent-death signal */
    CLEAR_ENVIRONMENT, /* nothing: only what the edits set is left */
    NO_NEW_PRIVS,      /* nothing */
    LANDLOCK,          /* u64 handled; of each rule u64 access and a text, the path: landlock_add_rule(2) */
    FILTER,            /* struct sock_filter's, of one program for seccomp(2) */
    SECOND_FILTER,     /* likewise; loaded after it */
    SETTINGS
};

struct setting_bytes {
    const unsigned char *bytes; /* NULL: it is not there */
    uint32_t size;
};

struct decision {
    uint32_t flags, uid, gid, command, group_count, edit_count;
    const unsigned char *groups; /* group_count times four bytes */
    const char *label, *quoted;
    const char *edits; /* edit_count texts, the first at its first byte */
    struct setting_bytes settings[SETTINGS];
};

/* Read a record of size bytes. Return 0, or -1 if any field is not as described; then *out is undefined. Makes no system call. */
int decision_read(const void *record, size_t size, struct decision *out);

/* Return the text that follows text among the edits. */
const char *decision_next(const char *text);

/* Step over the text at *p, which must end before end; return its bytes, or NULL. */
const char *read_text(const unsigned char **p, const unsigned char *end);

/* Return the numbers that stand there, little-endian. */
uint32_t u32_at(const unsigned char *p);
uint64_t u64_at(const unsigned char *p);

/* Return a setting of eight bytes, or what stands for it. */
uint64_t setting_u64(const struct decision *d, enum setting which, uint64_t otherwise);

/* Return a setting of four bytes, or what stands for it. */
uint32_t setting_u32(const struct decision *d, enum setting which, uint32_t otherwise);

#endif
