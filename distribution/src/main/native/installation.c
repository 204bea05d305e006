#define _GNU_SOURCE
#include "installation.h"

#include <stddef.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

const char *refuse_privileged(const char *path)
{
    struct stat st;
    if (getuid() != geteuid() || getgid() != getegid()) return "refused to run: real and effective ids differ";
    if (stat(path, &st) != 0) return "cannot read the mode of its own file";
    if ((st.st_mode & (S_ISUID | S_ISGID)) != 0) return "refused to run: the program has a set-user-ID or set-group-ID bit";
    if (getxattr(path, "security.capability", NULL, 0) > 0) return "refused to run: the program has file capabilities";
    return NULL;
}

int has_address_space(size_t size)
{
    void *space = (void *)syscall(SYS_mmap, NULL, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0L);
    return space != MAP_FAILED && munmap(space, size) == 0;
}
