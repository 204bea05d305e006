/*
 * What must hold for every sealed file:
 *
 *   - one that is accepted equals the encoding of what was read from it;
 *   - what is performed is the decision of the first entry that is for these arguments and holds, for the command that stands there;
 *   - else nothing is written, and no descriptor or memory is left.
 *
 * The files that conditions may open are two, and an input may not make it open others. Needs root, whose the sealed file has to be.
 * sealed_fuzz_main.c runs it with any compiler; distribution/fuzz/sealed with clang's libFuzzer.
 */
#define _GNU_SOURCE
#include "sealed_fuzz.h"
#include "sealed_place.h"
#include "sealed_start.h"

#include <errno.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <sys/mman.h>

#define LARGEST (1 << 16)

unsigned long fuzz_accepted, fuzz_performed;

static char *const arguments[FUZZ_ARGUMENTS][7] = {
    {"ctk", "run", "app", "--", "sh", "-c"}, {"ctk", "run", "app", "sh", "x"}, {"/bin/gosu", "app", "sh", "-x"},
    {"ctk", "run", "--", "sh"}, {"ctk", "run", "app", "--", "it's"}, {"ctk", "run", "app"},
    {"ctk", "run", "app", "-x", "sh"}, {"gosu", "app", "--", "sh"},
};
static char *const variables[] = {"A=1", "PATH=/usr/bin", "B=2", "B=3", "none", "", NULL};
static const char *texts[LARGEST / 5], *lines[LARGEST / 5];
static struct condition conditions[LARGEST / 8];

static const unsigned char *input;
static size_t input_size;
static int running;
static unsigned written;
static void *mapped;
static jmp_buf back;
static char *const *argv;

static void __attribute__((noreturn)) violated(const char *what)
{
    running = 0;
    fprintf(stderr, "violated: %s\n", what);
    for (size_t i = 0; i < input_size; i++) fprintf(stderr, "%02x", input[i]);
    fputc('\n', stderr);
    abort();
}

/* ---- the calls that have to be others ---- */

int __real_open(const char *path, int flags, ...);
ssize_t __real_write(int fd, const void *bytes, size_t size);
int __wrap_open(const char *path, int flags, ...);
ssize_t __wrap_write(int fd, const void *bytes, size_t size);
int __wrap_poll(struct pollfd *fds, nfds_t count, int timeout);
void *__wrap_mmap(void *address, size_t size, int protection, int flags, int fd, off_t offset);
int __wrap_munmap(void *address, size_t size);
void __wrap_perform_decision(const struct start *start, const struct decision *d);

int __wrap_open(const char *path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    mode_t mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
    va_end(more);
    if (!running || (flags & O_PATH) != 0 || strcmp(path, "file") == 0 || strcmp(path, "directory") == 0) return __real_open(path, flags, mode);
    errno = ENOENT;
    return -1;
}

ssize_t __wrap_write(int fd, const void *bytes, size_t size)
{
    if (!running) return __real_write(fd, bytes, size);
    if (fd != 2 || size == 0 || size > SEALED_WARNINGS || ((const char *)bytes)[size - 1] != '\n') violated("something else was written");
    written++;
    return (ssize_t)size;
}

int __wrap_poll(struct pollfd *fds, nfds_t count, int timeout)
{
    if (fds->fd != 2 || timeout != 0) violated("it waited");
    return (int)count;
}

/* Memory that ends where the file ends, for the sanitizers. */
void *__wrap_mmap(void *address, size_t size, int protection, int flags, int fd, off_t offset)
{
    (void)address, (void)protection, (void)flags, (void)fd, (void)offset;
    return mapped = malloc(size);
}

int __wrap_munmap(void *address, size_t size)
{
    (void)size;
    if (address != mapped) violated("other memory was given back");
    free(mapped);
    mapped = NULL;
    return 0;
}

/* ---- what is performed ---- */

static int is_for(const struct sealed_plan *p, uint32_t *command)
{
    uint32_t at = 1;
    int gosu = strstr(argv[0], "gosu") != NULL;
    for (; at <= p->prefix_count; at++)
        if (argv[at] == NULL || strcmp(argv[at], p->prefix[at - 1]) != 0) return 0;
    if (argv[at] == NULL) return 0;
    int separator = strcmp(argv[at], "--") == 0;
    *command = at + (uint32_t)separator;
    if (p->flags == AS_GOSU ? !gosu || separator : gosu) return 0;
    if (p->flags == WITH_SEPARATOR && !separator) return 0;
    return argv[*command] != NULL && (separator || argv[at][0] != '-');
}

static int all_hold(const struct sealed_plan *p)
{
    struct facts now;
    if (facts_now(&now) != 0 || !facts_are(&now, &p->facts)) return 0;
    for (uint32_t i = 0; i < p->condition_count; i++)
        if (!condition_holds(&p->conditions[i], variables)) return 0;
    return 1;
}

/* Return the content of an entry. It is there until the next call. */
static struct sealed_plan plan_of_entry(struct sealed_entry *e)
{
    const char *text = e->prefix, *line = e->warnings;
    uint32_t count = e->condition_count;
    for (uint32_t i = 0; i < e->prefix_count; i++, text = i < e->prefix_count ? decision_next(text) : NULL) texts[i] = text;
    for (uint32_t i = 0; i < e->warning_count; i++, line = i < e->warning_count ? decision_next(line) : NULL) lines[i] = line;
    for (uint32_t i = 0; i < count; i++) sealed_condition(e, &conditions[i]);
    if (e->condition_count != 0) violated("a condition is left");
    return (struct sealed_plan){e->flags, e->prefix_count, texts, e->facts, count, conditions, 0, NULL, e->warning_count, lines, e->record_size, e->record};
}

/* Return what is wrong with this decision, or NULL. */
static const char *wrong_decision(const struct decision *d)
{
    struct sealed s;
    uint32_t command = 0;
    unsigned char record[LARGEST];
    char quoted[64];
    if (sealed_read(input + 1, input_size - 1, FUZZ_BUILD, &s) != 0) return "a refused file was performed";
    while (s.count > 0) {
        struct sealed_entry e;
        struct decision expected;
        sealed_next(&s, &e);
        struct sealed_plan p = plan_of_entry(&e);
        if (!is_for(&p, &command) || !all_hold(&p)) continue;
        memcpy(record, p.record, p.record_size);
        put_u32(record + DECISION_COMMAND, command);
        snprintf(quoted, sizeof quoted, "'%s'", argv[command]);
        if (decision_read(record, p.record_size, &expected) != 0) return "a malformed decision was performed";
        if (d->command != command || strcmp(d->quoted, quoted) != 0 || strchr(argv[command], '\'') != NULL) return "the command is another";
        if (d->uid != expected.uid || d->gid != expected.gid || d->flags != expected.flags || d->group_count != expected.group_count ||
            memcmp(d->groups, expected.groups, 4 * (size_t)d->group_count) != 0 || d->edit_count != expected.edit_count || strcmp(d->label, expected.label) != 0)
            return "the decision is another";
        if (((d->flags & GOSU) != 0) != (p.flags == AS_GOSU) || *expected.quoted != '\0') return "the decision is not for this entry";
        return written != (p.warning_count > 0) ? "the warnings were not written, or others" : NULL;
    }
    return "no entry holds";
}

void __wrap_perform_decision(const struct start *start, const struct decision *d)
{
    const char *wrong = start->argv != argv ? "other arguments" : wrong_decision(d);
    if (wrong != NULL) violated(wrong);
    fuzz_performed++;
    free(mapped);
    mapped = NULL;
    longjmp(back, 1);
}

/* ---- the target ---- */

static void check_encoding(struct sealed *s)
{
    static unsigned char again[LARGEST];
    unsigned char *at = put_u32(put_text(put_u32(put_u32(put_u32(again, SEALED_MAGIC), SEALED_VERSION), (uint32_t)input_size - 1), FUZZ_BUILD), s->count);
    while (s->count > 0) {
        struct sealed_entry e;
        sealed_next(s, &e);
        struct sealed_plan p = plan_of_entry(&e);
        at = put_entry(at, &p);
    }
    if ((size_t)(at - again) != input_size - 1 || memcmp(again, input + 1, input_size - 1) != 0) violated("an accepted file is not its own encoding");
}

static void prepare(void)
{
    static int prepared;
    if (prepared) return;
    prepared = 1;
    enter_place();
    put_file("file", "content\n", 8);
    must(mkdir("directory", 0755) == 0, "directory");
    put_file("directory/one", "", 0);
    put_file("directory/two", "", 0);
    atexit(leave_place);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct entry entry = {.version = ENTRY_VERSION, .size = sizeof entry};
    struct sealed s;
    if (size < 1 || size > LARGEST) return 0;
    prepare();
    input = data;
    input_size = size;
    argv = arguments[data[0] % FUZZ_ARGUMENTS];
    int accepted = sealed_read(data + 1, size - 1, FUZZ_BUILD, &s) == 0, before = descriptors();
    if (accepted) fuzz_accepted++, check_encoding(&s);
    put_file("etc/ctk/sealed", data + 1, size - 1);
    running = 1;
    written = 0;
    if (setjmp(back) == 0) {
        perform_sealed("etc", FUZZ_BUILD, &(struct start){&entry, (char **)argv, (char **)variables});
        if (written > 0) violated("something was written, and nothing performed");
        if (mapped != NULL) violated("memory is left");
    }
    running = 0;
    if (descriptors() != before) violated("a descriptor is left");
    return 0;
}
