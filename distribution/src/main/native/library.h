/*
 * Which C library lib/ctk-vm runs on. bin/ctk starts it on the one of the installation (lib/glibc), so that it runs on every machine; but the
 * modules of a name service can be loaded only into the library that they were made with.
 */
#ifndef CTK_LIBRARY_H
#define CTK_LIBRARY_H

#include "perform.h"

/* End here, with 0, if this process was started only to learn whether it can be: see below. */
void library_if_asked(void);

/*
 * Start again as lib/ctk-vm, at this path, on the machine's C library and with the state at entry; or write an error line, if there is none that
 * serves, and exit. On the process's first thread.
 */
void library_of_machine(const struct start *start, const char *program) __attribute__((noreturn));

#endif
