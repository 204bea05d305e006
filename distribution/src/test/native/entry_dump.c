/*
 * Stands in for lib/ctk-vm in the tests of bin/ctk: writes what it was handed to HOME/dump, one fact a line, and exits with 42.
 * Not to standard output, which may be closed: what becomes of that is one of the facts.
 */
#define _GNU_SOURCE
#include "entry.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

extern char **environ;
static FILE *out;

static void bytes(const char *label, const char *text)
{
    fprintf(out, "%s ", label);
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        fprintf(out, c > 32 && c < 127 && c != '\\' ? "%c" : "\\x%02x", c);
    }
    fputc('\n', out);
}

/* The descriptors that are open, but for those of this program. */
static void descriptors(int own, int memory)
{
    for (int fd = 0; fd < 1024; fd++) {
        int flags = fcntl(fd, F_GETFL), close_on_exec = fcntl(fd, F_GETFD);
        if (flags < 0 || fd == own || fd == memory) continue;
        fprintf(out, "open %d%s%s\n", fd, (flags & O_PATH) != 0 ? " path" : "", close_on_exec == FD_CLOEXEC ? " close-on-exec" : "");
    }
}

static void entry(int memory)
{
    static struct entry e;
    struct stat st;
    if (fstat(memory, &st) != 0 || pread(memory, &e, sizeof e, 0) != (ssize_t)sizeof e) return;
    fprintf(out, "version %u size %s\n", e.version, e.size == sizeof e ? "as compiled" : "other");
    fprintf(out, "blocked %llx\nignored %llx\npdeathsig %d\n", (unsigned long long)e.blocked, (unsigned long long)e.ignored, e.pdeathsig);
    fprintf(out, "parent %s\nfree", e.parent == getppid() ? "is" : "is not");
    for (uint32_t i = 0; i < e.free_count; i++) fprintf(out, " %d", e.free[i]);
    size_t size = (size_t)st.st_size - sizeof e, used = 0;
    char *text = malloc(size + 1);
    if (text == NULL || pread(memory, text, size, sizeof e) != (ssize_t)size) return;
    fprintf(out, "\nvariables %u\n", e.env_count);
    for (uint32_t i = 0; i < e.env_count && used < size; i++, used += strlen(text + used) + 1) bytes("variable", text + used);
    fprintf(out, "left %zu\n", size - used);
    free(text);
}

int main(int argc, char **argv)
{
    char path[4096];
    const char *self = (const char *)getauxval(AT_EXECFN), *number = getenv(ENTRY_VARIABLE);
    int memory = number != NULL ? atoi(number) : -1;
    uint64_t mask = 0;
    snprintf(path, sizeof path, "%.*s/dump", (int)(strlen(self) - strlen("/lib/ctk-vm")), self);
    int own = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (own < 0 || (out = fdopen(own, "w")) == NULL) return 99;
    bytes("self", self);
    for (int i = 0; i < argc; i++) bytes("argument", argv[i]);
    for (char **e = environ; *e != NULL; e++)
        if (strncmp(*e, ENTRY_VARIABLE "=", sizeof ENTRY_VARIABLE) != 0) bytes("own", *e);
    syscall(SYS_rt_sigprocmask, SIG_BLOCK, NULL, &mask, sizeof mask);
    fprintf(out, "held %llx\n", (unsigned long long)mask);
    entry(memory);
    descriptors(own, memory);
    return fclose(out) == 0 ? 42 : 99;
}
