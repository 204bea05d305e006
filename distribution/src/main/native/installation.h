/* What both programs ask before they go on: of their own files, and of the process. */
#ifndef CTK_INSTALLATION_H
#define CTK_INSTALLATION_H

#include <stddef.h>

/*
 * Return why the program at path may not run, or NULL. ctk gives rights up and never adds any: with set-id bits or file capabilities
 * (capabilities(7)) it would hand them to every caller. The file itself is asked, since AT_SECURE of getauxval(3) is also set by a change of
 * LSM domain, and not set when root runs a file with capabilities.
 */
const char *refuse_privileged(const char *path);

#define LEAST_SPACE (184ul << 20) /* bytes of address space that any VM needs */
#define LITTLE_SPACE "too little address space (ulimit -v)"

/* Return whether there are so many bytes of address space (RLIMIT_AS). */
int has_address_space(size_t size);

#endif
