/*
 * The performance of a decision, in one fixed order: the process becomes the command.
 */
#ifndef CTK_PERFORM_H
#define CTK_PERFORM_H

#include "decision.h"
#include "entry.h"

/* What the command is started with: the caller's state, arguments and environment (both NULL-terminated). */
struct start {
    const struct entry *entry;
    char **argv, **env;
};

/* Read what bin/ctk recorded, once (entry.c). Return NULL, or why it cannot be had. The strings stand behind the entry, in one piece. */
const char *entry_read(struct start *start);

/* Return the first pending signal of TERM, INT, HUP and QUIT that was neither blocked nor ignored at entry, 0 for none, -1 with errno. */
int ending_signal(const struct entry *entry);

/* End as by this signal: as PID 1 with exit code 128+n, else die of it (signal(7)). */
void end_by(int signal) __attribute__((noreturn));

/*
 * Perform the record: become the command, or write one error line and exit. Must run on the process's first thread. Async-signal-safe:
 * no allocation, no stdio, no locks; credentials are changed by bare system calls, for this thread alone, since exec ends the others.
 */
void perform(const struct start *start, const void *record, size_t size) __attribute__((noreturn));

/* Perform a decision that was read, likewise; its command is one of the arguments. */
void perform_decision(const struct start *start, const struct decision *decision) __attribute__((noreturn));

/* Where error lines go: 2, or in a child the pipe to ctk. */
extern int error_output;

/* Write "label: what quoted: cause" as one line to error_output. Quoted and cause may be NULL; a capital that starts cause becomes small. */
void error_line(const char *label, const char *what, const char *quoted, const char *cause);

/* Return the exit code of a failure of ctk invoked by this name: EXIT_GOSU for gosu and su-exec, else EXIT_CTK. */
int failure_code(const char *invoked);

/* Return what the line of such a failure starts with: "error" for gosu and su-exec, else "ctk". */
const char *failure_label(const char *invoked);

#endif
