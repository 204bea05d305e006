/* From the sealed file to the performance of one of its entries. No allocation, no stdio; every doubt is a return. */
#define _GNU_SOURCE
#include "sealed_start.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define DIRECTORY_FLAGS (O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
#define FILE_FLAGS (O_RDONLY | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
#define LONGEST_NAME 4096 /* of a command */

/* ---- the file ---- */

/* Only root may change it, by this name or another. */
static int is_roots(int fd, mode_t type, struct stat *st)
{
    return fstat(fd, st) == 0 && (st->st_mode & S_IFMT) == type && st->st_uid == 0 && (st->st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

static int open_file(const char *etc)
{
    struct stat st;
    int above = open(etc, DIRECTORY_FLAGS), file = -1;
    if (above < 0) return -1;
    int directory = is_roots(above, S_IFDIR, &st) ? openat(above, "ctk", DIRECTORY_FLAGS) : -1;
    close(above);
    if (directory < 0) return -1;
    if (is_roots(directory, S_IFDIR, &st)) file = openat(directory, "sealed", FILE_FLAGS);
    close(directory);
    return file;
}

/* Read what is there, and nothing behind it. */
static int read_all(int fd, unsigned char *to, size_t size)
{
    unsigned char more;
    while (size > 0) {
        ssize_t n = read(fd, to, size);
        if (n <= 0) return -1;
        to += n;
        size -= (size_t)n;
    }
    return read(fd, &more, 1) == 0 ? 0 : -1;
}

unsigned char *sealed_load(const char *etc, size_t *size)
{
    struct stat st;
    void *bytes = MAP_FAILED;
    int fd = open_file(etc);
    if (fd < 0) return NULL;
    if (is_roots(fd, S_IFREG, &st) && st.st_nlink == 1 && st.st_size > 0 && st.st_size <= SEALED_LARGEST) {
        *size = (size_t)st.st_size;
        /* a copy, not the file itself, which could be cut short under it */
        bytes = mmap(NULL, *size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    }
    if (bytes != MAP_FAILED && read_all(fd, bytes, *size) != 0) {
        munmap(bytes, *size);
        bytes = MAP_FAILED;
    }
    close(fd);
    return bytes != MAP_FAILED ? bytes : NULL;
}

/* ---- the match ---- */

uint32_t sealed_command(const struct sealed_entry *e, char *const *argv)
{
    int gosu = failure_code(argv[0]) == EXIT_GOSU;
    uint32_t at = 1;
    const char *text = e->prefix;
    if (((e->flags & AS_GOSU) != 0) != gosu) return 0;
    for (uint32_t i = 0; i < e->prefix_count; i++, at++, text = decision_next(text))
        if (argv[at] == NULL || strcmp(argv[at], text) != 0) return 0;
    int separated = argv[at] != NULL && strcmp(argv[at], "--") == 0;
    if (separated ? gosu : (e->flags & WITH_SEPARATOR) != 0) return 0;
    at += (uint32_t)separated;
    return argv[at] != NULL && (separated || argv[at][0] != '-') ? at : 0;
}

/* The arguments were compared before: they are what most entries differ in, and cost no system call. */
static int holds(struct sealed_entry *e, char *const *env, struct facts *now, int *known)
{
    if (!*known && facts_now(now) != 0) return 0;
    *known = 1;
    if (!facts_are(now, &e->facts)) return 0;
    while (e->condition_count > 0) {
        struct condition c;
        sealed_condition(e, &c);
        if (!condition_holds(&c, env)) return 0;
    }
    return 1;
}

/* Return the index of the command of the first entry that holds, or 0. */
static uint32_t find(struct sealed *s, const struct start *start, struct sealed_entry *e)
{
    struct facts now;
    int known = 0;
    while (s->count > 0) {
        sealed_next(s, e);
        uint32_t command = sealed_command(e, start->argv);
        if (command != 0 && holds(e, start->env, &now, &known)) return command;
    }
    return 0;
}

/* ---- the performance ---- */

/* Write the name between quotes. Return 0, or -1 if that is not all that Java would do for an error line. */
static int quote(const char *name, char *out)
{
    size_t length = strlen(name);
    if (length == 0 || length > LONGEST_NAME) return -1;
    *out++ = '\'';
    for (const char *c = name; *c != '\0'; c++) {
        if (*c < ' ' || *c > '~' || *c == '\'' || *c == '\\') return -1;
        *out++ = *c;
    }
    strcpy(out, "'");
    return 0;
}

/* Take back the signal that a failed write brought, unless it had come before: it is of ctk's own making, and the command would die of it. */
static void take_back(int error, uint64_t before)
{
    static const struct timespec at_once;
    uint64_t set = error == EPIPE ? SIGNAL_BIT(SIGPIPE) : error == EFBIG ? SIGNAL_BIT(SIGXFSZ) : 0;
    if ((set & ~before) != 0) syscall(SYS_rt_sigtimedwait, &set, NULL, &at_once, sizeof set);
}

/* Write the warnings in one piece. Return -1, with nothing written, if that might wait: no signal ends a process that waits here. */
static int warn(const struct sealed_entry *e)
{
    static char lines[SEALED_WARNINGS];
    struct pollfd output = {2, POLLOUT, 0};
    uint64_t before = 0;
    size_t used = 0;
    const char *line = e->warnings;
    if (e->warning_count == 0) return 0;
    for (uint32_t i = 0; i < e->warning_count; i++, line = decision_next(line)) {
        size_t length = strlen(line);
        memcpy(lines + used, line, length);
        lines[used + length] = '\n';
        used += length + 1;
    }
    if (poll(&output, 1, 0) != 1 || syscall(SYS_rt_sigpending, &before, sizeof before) != 0) return -1;
    if (write(2, lines, used) < 0) take_back(errno, before); /* nobody is there to be warned */
    return 0;
}

/* Complete the decision, which was made for any command. */
static void perform_entry(const struct start *start, const struct sealed_entry *e, unsigned char *record, uint32_t command)
{
    static char quoted[LONGEST_NAME + 3];
    struct decision d;
    if (e->record_size < DECISION_COMMAND + 4 || u32_at(record + DECISION_COMMAND) != 0) return;
    for (int i = 0; i < 4; i++) record[DECISION_COMMAND + i] = (unsigned char)(command >> 8 * i);
    if (decision_read(record, e->record_size, &d) != 0 || *d.quoted != '\0') return;
    if (((d.flags & GOSU) != 0) != ((e->flags & AS_GOSU) != 0)) return;
    if (quote(start->argv[command], quoted) != 0 || warn(e) != 0) return;
    d.quoted = quoted;
    perform_decision(start, &d);
}

void perform_sealed(const char *etc, const char *build, const struct start *start)
{
    struct sealed s;
    struct sealed_entry e;
    size_t size = 0;
    if (start->argv[0] == NULL || start->argv[1] == NULL || start->argv[2] == NULL) return; /* no entry holds for fewer */
    if (failure_code(start->argv[0]) != EXIT_GOSU && strcmp(start->argv[1], "run") != 0) return;
    unsigned char *file = sealed_load(etc, &size);
    if (file == NULL) return;
    uint32_t command = sealed_read(file, size, build, &s) == 0 ? find(&s, start, &e) : 0;
    if (command != 0) perform_entry(start, &e, file + (e.record - file), command);
    munmap(file, size);
}
