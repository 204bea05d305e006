/* What the files of the simulated kernel share. */
#ifndef CTK_SIMULATED_CALLS_H
#define CTK_SIMULATED_CALLS_H

#include "simulated_kernel.h"

#include <errno.h>
#include <linux/capability.h>

enum outcome { WORKS, FAILS, DEAF, LIES };

/* Count the call, write it down, and return what becomes of it. */
enum outcome called(const char *format, ...);

static inline int has(int capability)
{
    return (kernel.effective >> capability & 1) != 0;
}

static inline int denied(void)
{
    errno = EPERM;
    return -1;
}

/* Calls that change who the process is, or say it: simulated_ids.c. */
int set_groups(size_t count, const uint32_t *groups);
int set_ids(const char *name, uint32_t ids[3], int capability, const uint32_t wanted[3]);
int get_ids(const char *name, const uint32_t ids[3], uint32_t *out[3]);
int get_groups(int room, uint32_t *out);
int set_capabilities(const struct __user_cap_data_struct *sets);
int get_capabilities(struct __user_cap_data_struct *sets);
int control(int option, unsigned long value, unsigned long capability);

#endif
