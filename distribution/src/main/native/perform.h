/*
 * A decision, and its performance: who the process becomes, and which command. Java decides (module ctk.core.exec, class Decision);
 * this reads the record, checks every field, performs it in one fixed order, and becomes the command.
 *
 * The record is little-endian, without padding:
 *
 *   u32 magic "CTKD"     u32 version 2      u32 length of the record    u32 flags (below)
 *   u32 uid              u32 gid            u32 index of the command in argv
 *   u32 number of groups u32 number of edits
 *   u32 group ...        ascending
 *   text label           what error lines start with: "ctk run"
 *   text command         the command's name, quoted for error lines
 *   text edit ...        NAME=VALUE sets a variable, NAME removes it; of several edits of a name, the first counts where the name stands
 *
 * A text is a u32 length, that many bytes without NUL, and a NUL. Ids of 0xffffffff mean "no change" to the kernel and are refused.
 */
#ifndef CTK_PERFORM_H
#define CTK_PERFORM_H

#include "entry.h"

#define DECISION_MAGIC 0x444b5443u
#define DECISION_VERSION 2u
#define SET_GROUPS 1u /* setgroups: the supplementary groups differ */
#define SET_GID 2u    /* setresgid: one of the three differs */
#define SET_UID 4u    /* setresuid: one of the three differs */
#define GOSU 8u       /* gosu's exit code: 1 for whatever fails */
#define ALL_FLAGS 15u

struct decision {
    uint32_t flags, uid, gid, command, group_count, edit_count;
    const unsigned char *groups; /* group_count times four bytes */
    const char *label, *quoted;
    const char *edits; /* edit_count texts, the first at its first byte */
};

/* What the command is started with: the caller's state, arguments and environment (both NULL-terminated). */
struct start {
    const struct entry *entry;
    char **argv, **env;
};

/* Read a record of size bytes. Return 0, or -1 if any field is not as described; then *out is undefined. Makes no system call. */
int decision_read(const void *record, size_t size, struct decision *out);

/* Return the text that follows text among the edits. */
const char *decision_next(const char *text);

/* Return the first pending signal of TERM, INT, HUP and QUIT that was neither blocked nor ignored at entry, 0 for none, -1 with errno. */
int ending_signal(const struct entry *entry);

/* End as by this signal: as PID 1 with exit code 128+n, else die of it (signal(7)). */
void end_by(int signal) __attribute__((noreturn));

/*
 * Perform the record: become the command, or write one error line and exit. Must run on the process's first thread. Async-signal-safe:
 * no allocation, no stdio, no locks; credentials are changed by bare system calls, for this thread alone, since exec ends the others.
 */
void perform(const struct start *start, const void *record, size_t size) __attribute__((noreturn));

/* Where error lines go: 2, or in a child the pipe to ctk. */
extern int error_output;

/* Write "label: what quoted: cause" as one line to error_output. Quoted and cause may be NULL; a capital that starts cause becomes small. */
void error_line(const char *label, const char *what, const char *quoted, const char *cause);

/* Return the exit code of a failure of ctk invoked by this name: EXIT_GOSU for gosu and su-exec, else EXIT_CTK. */
int failure_code(const char *invoked);

/* Return what the line of such a failure starts with: "error" for gosu and su-exec, else "ctk". */
const char *failure_label(const char *invoked);

#endif
