/* Who the simulated process is: ids, groups, capabilities (credentials(7), capabilities(7)). */
#define _GNU_SOURCE
#include "simulated_calls.h"

#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

static int by_kernel_id(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    if (kernel.first_group != 0 && (x == kernel.first_group) != (y == kernel.first_group)) return x == kernel.first_group ? -1 : 1;
    return (x > y) - (x < y);
}

int set_groups(size_t count, const uint32_t *groups)
{
    enum outcome outcome = called("setgroups %zu: %u %u", count, count > 0 ? groups[0] : 0, count > 1 ? groups[1] : 0);
    if (outcome == FAILS) return -1;
    if (!has(CAP_SETGID) || count > MOST_GROUPS) return denied();
    if (outcome == DEAF) return 0;
    memcpy(kernel.groups, groups, count * sizeof *groups);
    kernel.group_count = (uint32_t)count;
    qsort(kernel.groups, count, sizeof *groups, by_kernel_id);
    return 0;
}

/* setresuid and setresgid: any id with the capability, else only one that the process has already. */
int set_ids(const char *name, uint32_t ids[3], int capability, const uint32_t wanted[3])
{
    enum outcome outcome = called("%s %u %u %u", name, wanted[0], wanted[1], wanted[2]);
    if (outcome == FAILS) return -1;
    for (int i = 0; i < 3; i++)
        if (!has(capability) && wanted[i] != ids[0] && wanted[i] != ids[1] && wanted[i] != ids[2]) return denied();
    if (outcome == DEAF) return 0;
    if (ids[1] != wanted[1]) kernel.pdeathsig = 0;
    int was_root = ids[0] == 0 || ids[1] == 0 || ids[2] == 0;
    memcpy(ids, wanted, sizeof *ids * 3);
    if (capability == CAP_SETUID && was_root && wanted[0] != 0 && wanted[1] != 0 && wanted[2] != 0) {
        kernel.effective = kernel.ambient = 0;
        if (!kernel.keeps) kernel.permitted = 0;
    }
    return 0;
}

int get_ids(const char *name, const uint32_t ids[3], uint32_t *out[3])
{
    enum outcome outcome = called("%s", name);
    if (outcome == FAILS) return -1;
    for (int i = 0; i < 3; i++) *out[i] = ids[i];
    if (outcome == LIES) *out[ids[0] % 3] ^= 1u << ids[1] % 32; /* which of the three, and how, differs from run to run */
    return 0;
}

int get_groups(int room, uint32_t *out)
{
    enum outcome outcome = called("getgroups");
    int count = (int)kernel.group_count;
    if (outcome == FAILS) return -1;
    if (outcome == LIES && count == 0) kernel.groups[count++] = 0; /* group 0, for this answer only */
    if (count > room) {
        errno = EINVAL;
        return -1;
    }
    memcpy(out, kernel.groups, (size_t)count * sizeof *out);
    if (outcome == LIES && kernel.group_count > 0) out[count / 2] ^= 1u << count % 32;
    return count;
}

int set_capabilities(const struct __user_cap_data_struct *sets)
{
    uint64_t permitted = sets[0].permitted | (uint64_t)sets[1].permitted << 32, effective = sets[0].effective | (uint64_t)sets[1].effective << 32,
             inheritable = sets[0].inheritable | (uint64_t)sets[1].inheritable << 32;
    enum outcome outcome = called("capset %llx %llx %llx", (long long)permitted, (long long)effective, (long long)inheritable);
    if (outcome == FAILS) return -1;
    if ((permitted & ~kernel.permitted) != 0 || (effective & ~permitted) != 0) return denied();
    if (outcome == DEAF) return 0;
    kernel.permitted = permitted;
    kernel.effective = effective;
    kernel.inheritable = inheritable;
    kernel.ambient &= permitted & inheritable;
    return 0;
}

int get_capabilities(struct __user_cap_data_struct *sets)
{
    enum outcome outcome = called("capget");
    if (outcome == FAILS) return -1;
    for (int i = 0; i < 2; i++) sets[i] = (struct __user_cap_data_struct){(uint32_t)(kernel.effective >> 32 * i), (uint32_t)(kernel.permitted >> 32 * i), (uint32_t)(kernel.inheritable >> 32 * i)};
    if (outcome == LIES) {
        uint32_t *words = &sets[kernel.uid[0] % 2].effective;
        words[kernel.gid[0] % 3] ^= 1u << kernel.uid[1] % 32;
    }
    return 0;
}

static int ambient(unsigned long what, unsigned long capability)
{
    enum outcome outcome = what == PR_CAP_AMBIENT_CLEAR_ALL ? called("prctl ambient clear") : called("prctl ambient raise %lu", capability);
    if (outcome == FAILS) return -1;
    if (what == PR_CAP_AMBIENT_RAISE && (kernel.permitted & kernel.inheritable & UINT64_C(1) << capability) == 0) return denied();
    if (outcome != DEAF) kernel.ambient = what == PR_CAP_AMBIENT_RAISE ? kernel.ambient | UINT64_C(1) << capability : 0;
    return 0;
}

int control(int option, unsigned long value, unsigned long capability)
{
    static const struct {
        int option;
        const char *name;
    } others[] = {{PR_SET_PDEATHSIG, "pdeathsig"}, {PR_SET_KEEPCAPS, "keepcaps"}, {PR_SET_SECUREBITS, "securebits"}, {PR_SET_NO_NEW_PRIVS, "no_new_privs"}, {PR_CAPBSET_DROP, "drop"}};
    size_t i = 0;
    if (option == PR_CAP_AMBIENT) return ambient(value, capability);
    if (option == PR_CAPBSET_READ && value < 41) return (kernel.bounding >> value & 1) != 0; /* only asks */
    if (option == PR_CAPBSET_READ) {
        errno = EINVAL;
        return -1;
    }
    while (i < sizeof others / sizeof *others && others[i].option != option) i++;
    if (i == sizeof others / sizeof *others) abort();
    enum outcome outcome = called("prctl %s %lu", others[i].name, value);
    if (outcome == FAILS) return -1;
    if ((option == PR_CAPBSET_DROP || option == PR_SET_SECUREBITS) && !has(CAP_SETPCAP)) return denied();
    if (outcome != WORKS) return 0;
    if (option == PR_SET_PDEATHSIG) kernel.pdeathsig = (int)value;
    if (option == PR_SET_KEEPCAPS) kernel.keeps = (int)value;
    if (option == PR_CAPBSET_DROP) kernel.bounding &= ~(UINT64_C(1) << value);
    return 0;
}
