#define _GNU_SOURCE
#include "perform.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

const char *entry_read(struct start *start)
{
    struct stat st;
    const char *number = getenv(ENTRY_VARIABLE);
    int fd = number != NULL ? atoi(number) : -1, waiting_bytes = 0;
    if (fd < 0 || fstat(fd, &st) != 0) return "it is started by bin/ctk, not by hand";
    if (S_ISFIFO(st.st_mode) && ioctl(fd, FIONREAD, &waiting_bytes) != 0) return strerrordesc_np(errno);
    size_t size = S_ISFIFO(st.st_mode) ? (size_t)waiting_bytes : (size_t)st.st_size, done = 0;
    char *bytes = calloc(size + 1, 1);
    if (bytes == NULL) return strerrordesc_np(errno);
    for (ssize_t n = 1; done < size && n > 0; done += (size_t)n) {
        n = read(fd, bytes + done, size - done);
        if (n < 0) return strerrordesc_np(errno);
    }
    close(fd);
    struct entry *e = (struct entry *)bytes;
    if (done < sizeof *e || done != size || e->version != ENTRY_VERSION || e->size != sizeof *e) return "bin/ctk is of another version";
    start->entry = e;
    start->env = calloc((size_t)e->env_count + 1, sizeof(char *));
    if (start->env == NULL) return strerrordesc_np(errno);
    char *text = bytes + sizeof *e;
    for (uint32_t i = 0; i < e->env_count; i++, text += strlen(text) + 1) start->env[i] = text;
    return NULL;
}
