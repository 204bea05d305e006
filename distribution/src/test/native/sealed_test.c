/*
 * The reader of sealed files: what it reads is what was written, and no field may be otherwise. Which arguments an entry is for.
 * Prints "ok NAME" or "not ok NAME" for each check, and exits 0 if all are ok.
 */
#define _GNU_SOURCE
#include "check.h"
#include "sealed_encode.h"
#include "sealed_start.h"

#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>

#define ROOM (SEALED_LARGEST + (1u << 20))
#define BUILD "0123456789abcdef"
#define LENGTH(array) (sizeof(array) / sizeof *(array))
#define ARGV(...) ((char *const[]){__VA_ARGS__, NULL})

static const char *const prefix[] = {"run", "--umask=077", "app"};
static const unsigned char groups[] = "\0\0\0\0\x14\0\0\0\xfe\xff\xff\xff";
static const char listed[] = "\1\0\0\0a\0\2\0\0\0ab\0\1\0\0\0\xff\0";
static const char *const warnings[] = {"ctk run: warning: something", ""};
static const struct condition conditions[] = {
    {.kind = VARIABLE, .name = "HOME", .value = "/root"},
    {.kind = VARIABLE, .name = "UNSET"},
    {.kind = CONTENT, .name = "/etc/passwd", .bytes = (const unsigned char *)"a\0b", .count = 3},
    {.kind = ABSENT, .name = "/etc/ctk/ctk.toml"},
    {.kind = STATUS, .name = "/srv", .type = S_IFDIR, .uid = 1000, .gid = ANY, .mode = 0755},
    {.kind = LISTING, .name = "/etc/ctk/plugins", .value = listed + 4, .count = 3},
    {.kind = LISTING, .name = "/srv", .count = 0},
    {.kind = LIMIT, .name = "", .resource = 7, .soft = 1024, .hard = UINT64_MAX},
    {.kind = NOT_NICER, .name = "", .niceness = -20},
    {.kind = SETGROUPS, .name = "", .denied = 1},
};

static unsigned char *file;
static struct sealed_plan plan;

static void usual(void)
{
    plan = (struct sealed_plan){
        .flags = 0,
        .prefix_count = LENGTH(prefix),
        .prefix = prefix,
        .facts = {{0, 1, 2}, {3, 4, 5}, UINT64_C(0xa80425fb), UINT64_C(1) << 40, UINT64_MAX, 7, 1, 3, groups},
        .condition_count = LENGTH(conditions),
        .conditions = conditions,
        .warning_count = LENGTH(warnings),
        .warnings = warnings,
        .record_size = 5,
        .record = (const unsigned char *)"12345",
    };
}

/* Read a copy that ends where the allocation ends, so that the sanitizers see each byte that is read behind it. */
static int accepts(size_t size)
{
    struct sealed s;
    unsigned char *copy = malloc(size > 0 ? size : 1);
    memcpy(copy, file, size);
    int answer = sealed_read(copy, size, BUILD, &s);
    free(copy);
    return answer == 0;
}

static int accepts_plan(void)
{
    return accepts(put_sealed(file, BUILD, 1, &plan));
}

static int same_condition(const struct condition *a, const struct condition *b)
{
    static unsigned char one[256], other[256];
    size_t size = (size_t)(put_condition(one, a) - one);
    return size == (size_t)(put_condition(other, b) - other) && memcmp(one, other, size) == 0;
}

static void reads_what_was_written(void)
{
    struct sealed s;
    struct sealed_entry e;
    struct condition c;
    usual();
    struct sealed_plan both[2] = {plan, plan};
    both[1].flags = AS_GOSU;
    size_t size = put_sealed(file, BUILD, 2, both);
    check(sealed_read(file, size, BUILD, &s) == 0 && s.count == 2, "accepts a file with all fields");
    sealed_next(&s, &e);
    check(e.flags == 0 && e.prefix_count == 3 && e.condition_count == LENGTH(conditions) && e.warning_count == 2, "reads the numbers");
    check_text("reads the first argument", "run", e.prefix);
    check_text("reads the last argument", "app", decision_next(decision_next(e.prefix)));
    check(facts_are(&(struct facts){0}, &plan.facts) == 0, "compares facts");
    unsigned char wanted[128], found[128];
    size_t length = (size_t)(put_facts(wanted, &plan.facts) - wanted);
    check(length == (size_t)(put_facts(found, &e.facts) - found) && memcmp(wanted, found, length) == 0, "reads the facts");
    for (uint32_t i = 0; i < LENGTH(conditions); i++) {
        sealed_condition(&e, &c);
        check(same_condition(&c, &conditions[i]), "reads condition %u", i);
    }
    check(e.condition_count == 0, "and no other");
    check_text("reads the first warning", warnings[0], e.warnings);
    check_text("reads the last warning", "", decision_next(e.warnings));
    check(e.record_size == 5 && memcmp(e.record, "12345", 5) == 0, "reads the decision");
    sealed_next(&s, &e);
    check(s.count == 0 && e.flags == AS_GOSU, "reads the next entry");
}

static void refuses_what_is_cut_or_longer(void)
{
    usual();
    size_t size = put_sealed(file, BUILD, 1, &plan);
    for (size_t cut = 0; cut < size; cut++) {
        put_u32(file + 8, (uint32_t)cut);
        if (accepts(cut)) check(0, "refuses the first %zu bytes", cut);
    }
    put_u32(file + 8, (uint32_t)size);
    check(accepts(size), "refuses each beginning of a file, and only those");
    file[size] = 0;
    check(!accepts(size + 1), "refuses a byte behind the length");
    put_u32(file + 8, (uint32_t)size + 1);
    check(!accepts(size + 1), "refuses a byte behind the last entry");
    put_u32(file + 8, UINT32_MAX);
    check(!accepts(size), "refuses another length");
}

static int accepts_with(size_t offset, uint32_t value)
{
    usual();
    size_t size = put_sealed(file, BUILD, 1, &plan);
    put_u32(file + offset, value);
    return accepts(size);
}

static void refuses_wrong_heads(void)
{
    const size_t count = 12 + sizeof BUILD + 4, entry = count + 4;
    check(accepts_with(0, SEALED_MAGIC) && !accepts_with(0, SEALED_MAGIC ^ 1), "refuses another magic");
    check(!accepts_with(4, 0) && !accepts_with(4, SEALED_VERSION + 1), "refuses another version");
    check(!accepts_with(12, 15) && !accepts_with(12, UINT32_MAX), "refuses another length of the build id");
    check(!accepts_with(16, 0x41414141), "refuses another build");
    check(accepts_with(count, 1) && !accepts_with(count, 0) && !accepts_with(count, 2) && !accepts_with(count, UINT32_MAX), "refuses another number of entries");
    for (uint32_t n = 0; n < 400; n++)
        if (accepts_with(entry, n) && n != get_u32(file + entry)) check(0, "refuses the length %u of an entry", n);
    check(!accepts_with(entry, UINT32_MAX), "refuses another length of an entry");
    check(accepts_with(entry + 4, AS_GOSU) && accepts_with(entry + 4, WITH_SEPARATOR), "accepts each flag");
    check(!accepts_with(entry + 4, 3) && !accepts_with(entry + 4, 4) && !accepts_with(entry + 4, UINT32_MAX), "refuses both flags, and others");
    check(!accepts_with(entry + 8, 0) && !accepts_with(entry + 8, UINT32_MAX), "refuses another number of arguments");
    usual();
    struct sealed_plan *many = calloc(SEALED_ENTRIES + 1, sizeof *many);
    for (uint32_t i = 0; i <= SEALED_ENTRIES; i++) many[i] = plan;
    check(accepts(put_sealed(file, BUILD, SEALED_ENTRIES, many)), "accepts as many entries as there may be");
    check(!accepts(put_sealed(file, BUILD, SEALED_ENTRIES + 1, many)), "refuses one more");
    check(accepts(put_sealed(file, BUILD, 0, many)), "accepts a file without any");
    free(many);
}

static void refuses_wrong_entries(void)
{
    usual();
    plan.prefix_count = 0;
    check(!accepts_plan(), "refuses an entry for no arguments");
    usual();
    plan.prefix++;
    plan.prefix_count--;
    check(!accepts_plan(), "refuses one that is not for run");
    plan.flags = AS_GOSU;
    check(accepts_plan(), "but for one by the name gosu");
    usual();
    plan.facts.no_new_privs = 2;
    check(!accepts_plan(), "refuses a no_new_privs that is neither");
    usual();
    plan.facts.groups = (const unsigned char *)"\1\0\0\0\1\0\0\0\2\0\0\0";
    check(!accepts_plan(), "refuses groups twice");
    plan.facts.groups = (const unsigned char *)"\1\0\0\0\0\0\0\0\2\0\0\0";
    check(!accepts_plan(), "refuses groups in another order");
    unsigned char *many = calloc(NGROUPS_MAX + 1, 4);
    for (uint32_t i = 0; i <= NGROUPS_MAX; i++) put_u32(many + 4 * (size_t)i, i);
    plan.facts.groups = many;
    plan.facts.group_count = NGROUPS_MAX;
    check(accepts_plan(), "accepts as many groups as the kernel does");
    plan.facts.group_count++;
    check(!accepts_plan(), "refuses one group more");
    free(many);
    usual();
    plan.warnings = (const char *const[]){"one\ntwo", ""};
    check(!accepts_plan(), "refuses a warning of two lines");
    static char line[SEALED_WARNINGS];
    memset(line, 'x', sizeof line - 1);
    plan.warnings = (const char *const[]){line, ""};
    plan.warning_count = 1;
    check(accepts_plan(), "accepts as many warnings as there may be");
    plan.warning_count = 2;
    check(!accepts_plan(), "refuses an empty one more");
    usual();
    plan.record_size = 0;
    check(accepts_plan(), "leaves the decision to its own reader");
}

/* Return whether a condition of these bytes is accepted. */
static int accepts_condition(uint32_t kind, const void *bytes, size_t size)
{
    usual();
    unsigned char *raw = malloc(size + 12);
    put_bytes(put_u32(put_u32(put_u32(raw, 1), kind), (uint32_t)size), bytes, size);
    plan.raw = raw;
    plan.raw_size = (uint32_t)size + 12;
    int answer = accepts_plan();
    free(raw);
    return answer;
}

#define ACCEPTS(kind, bytes) accepts_condition(kind, bytes, sizeof(bytes) - 1)
#define TEXT_A "\1\0\0\0a\0"
#define NO_TEXT "\0\0\0\0\0"

static void refuses_wrong_conditions(void)
{
    check(ACCEPTS(VARIABLE, TEXT_A "\0\0\0\0") && ACCEPTS(VARIABLE, TEXT_A "\1\0\0\0" NO_TEXT), "accepts variables");
    check(!ACCEPTS(0, TEXT_A "\0\0\0\0") && !ACCEPTS(SETGROUPS + 1, TEXT_A "\0\0\0\0") && !ACCEPTS(UINT32_MAX, TEXT_A), "refuses other kinds");
    check(!ACCEPTS(VARIABLE, NO_TEXT "\0\0\0\0") && !ACCEPTS(VARIABLE, "\2\0\0\0a=\0\0\0\0\0"), "refuses names that no variable has");
    check(!ACCEPTS(VARIABLE, TEXT_A "\2\0\0\0" NO_TEXT) && !ACCEPTS(VARIABLE, TEXT_A "\0\0\0\0" NO_TEXT), "refuses a variable that is neither");
    check(!ACCEPTS(VARIABLE, TEXT_A "\1\0\0\0") && !ACCEPTS(VARIABLE, TEXT_A) && !ACCEPTS(VARIABLE, ""), "refuses a variable that is cut");
    check(!ACCEPTS(VARIABLE, "\2\0\0\0a\0\0\0\0\0\0") && !ACCEPTS(VARIABLE, "\1\0\0\0ab\0\0\0\0"), "refuses a name with a NUL, or without");
    check(ACCEPTS(CONTENT, TEXT_A "\0\0\0\0") && ACCEPTS(CONTENT, TEXT_A "\2\0\0\0\0\0"), "accepts contents");
    check(!ACCEPTS(CONTENT, TEXT_A "\2\0\0\0\0") && !ACCEPTS(CONTENT, TEXT_A "\1\0\0\0\0\0"), "refuses another size of a content");
    check(!ACCEPTS(CONTENT, NO_TEXT "\0\0\0\0") && !ACCEPTS(CONTENT, TEXT_A "\xff\xff\xff\xff\0"), "refuses a file without a name, and an endless one");
    check(ACCEPTS(ABSENT, TEXT_A) && !ACCEPTS(ABSENT, NO_TEXT) && !ACCEPTS(ABSENT, TEXT_A "\0"), "refuses wrong absences");
    check(ACCEPTS(STATUS, TEXT_A "111122223333" "4444") && !ACCEPTS(STATUS, TEXT_A "111122223333" "444") && !ACCEPTS(STATUS, TEXT_A "111122223333" "44445"), "refuses another size of a status");
    check(!ACCEPTS(STATUS, NO_TEXT "111122223333" "4444"), "refuses the status of nothing");
    check(ACCEPTS(LISTING, TEXT_A "\0\0\0\0") && ACCEPTS(LISTING, TEXT_A "\2\0\0\0" TEXT_A "\1\0\0\0\x80\0"), "accepts listings");
    check(!ACCEPTS(LISTING, TEXT_A "\2\0\0\0" TEXT_A TEXT_A) && !ACCEPTS(LISTING, TEXT_A "\2\0\0\0\1\0\0\0b\0" TEXT_A), "refuses names twice, or in another order");
    check(!ACCEPTS(LISTING, TEXT_A "\1\0\0\0" NO_TEXT) && !ACCEPTS(LISTING, NO_TEXT "\0\0\0\0") && !ACCEPTS(LISTING, TEXT_A "\1\0\0\0"), "refuses names that no file has");
    check(ACCEPTS(LIMIT, "\xf\0\0\0" "1234567812345678") && !ACCEPTS(LIMIT, "\x10\0\0\0" "1234567812345678"), "refuses an unknown limit");
    check(!ACCEPTS(LIMIT, "\xf\0\0\0" "123456781234567") && !ACCEPTS(LIMIT, "\xf\0\0\0" "12345678123456789"), "refuses another size of a limit");
    check(ACCEPTS(NOT_NICER, "\xec\xff\xff\xff") && !ACCEPTS(NOT_NICER, "\0\0\0") && !ACCEPTS(NOT_NICER, "\0\0\0\0\0"), "refuses another size of a niceness");
    check(ACCEPTS(SETGROUPS, "\0\0\0\0") && ACCEPTS(SETGROUPS, "\1\0\0\0") && !ACCEPTS(SETGROUPS, "\2\0\0\0") && !ACCEPTS(SETGROUPS, ""), "refuses what is neither denied nor not");
}

static int accepts_names(uint32_t count)
{
    unsigned char *bytes = malloc(64 + 8 * (size_t)count), *at = put_u32(put_text(bytes, "a"), count);
    for (uint32_t i = 0; i < count; i++) at = put_text(at, (const char[]){(char)('A' + i / 26), (char)('A' + i % 26), '\0'});
    int answer = accepts_condition(LISTING, bytes, (size_t)(at - bytes));
    free(bytes);
    return answer;
}

static int accepts_contents(uint32_t first, uint32_t second)
{
    static unsigned char zeros[SEALED_CONTENT + 1];
    const struct condition files[] = {{.kind = CONTENT, .name = "a", .bytes = zeros, .count = first}, {.kind = CONTENT, .name = "b", .bytes = zeros, .count = second}};
    usual();
    plan.conditions = files;
    plan.condition_count = 2;
    return accepts_plan();
}

static void keeps_the_limits(void)
{
    check(accepts_names(LISTING_MOST) && !accepts_names(LISTING_MOST + 1), "accepts so many names of a directory, and no more");
    check(accepts_contents(SEALED_CONTENT, 0) && !accepts_contents(SEALED_CONTENT + 1, 0), "accepts a content so large, and no larger");
    check(accepts_contents(SEALED_CONTENT - 1, 1) && !accepts_contents(SEALED_CONTENT, 1), "accepts contents so large, and no larger");
    usual();
    plan.record = calloc(1, SEALED_LARGEST);
    size_t rest = put_sealed(file, BUILD, 1, &plan) - plan.record_size;
    plan.record_size = (uint32_t)(SEALED_LARGEST - rest);
    check(accepts_plan(), "accepts a file so large");
    plan.record_size++;
    check(!accepts_plan(), "refuses one that is larger");
    free((void *)plan.record);
}

/* Return the index of the command, for an entry of these flags that is for "run" (or "app", by the name gosu) and one option. */
static uint32_t command(uint32_t flags, char *const *argv)
{
    struct sealed s;
    struct sealed_entry e;
    usual();
    plan.flags = flags;
    plan.prefix = (const char *const[]){flags == AS_GOSU ? "app" : "run", "-x"};
    plan.prefix_count = flags == AS_GOSU ? 1 : 2;
    size_t size = put_sealed(file, BUILD, 1, &plan);
    if (sealed_read(file, size, BUILD, &s) != 0) return UINT32_MAX;
    sealed_next(&s, &e);
    return sealed_command(&e, argv);
}

static void finds_the_command(void)
{
    check(command(0, ARGV("ctk", "run", "-x", "c")) == 3 && command(0, ARGV("/a/b", "run", "-x", "c", "-x")) == 3, "a command follows");
    check(command(0, ARGV("ctk", "run", "-x", "--", "c")) == 4 && command(0, ARGV("ctk", "run", "-x", "--", "-c")) == 4, "or the separator and a command");
    check(command(0, ARGV("ctk", "run", "-x", "")) == 3, "which may be empty");
    check(command(0, ARGV("ctk", "run", "-x", "--", "--")) == 4, "and be a separator");
    check(command(0, ARGV("ctk", "run", "-x")) == 0 && command(0, ARGV("ctk", "run", "-x", "--")) == 0 && command(0, ARGV("ctk", "run")) == 0, "no command is there");
    check(command(0, ARGV("ctk")) == 0 && command(0, ARGV("")) == 0, "not even arguments");
    check(command(0, ARGV("ctk", "run", "-x", "-c")) == 0 && command(0, ARGV("ctk", "run", "-x", "-")) == 0, "an option more is no command");
    check(command(0, ARGV("ctk", "run", "-y", "c")) == 0 && command(0, ARGV("ctk", "run", "-xx", "c")) == 0 && command(0, ARGV("ctk", "run", "", "c")) == 0, "other arguments are not those");
    check(command(0, ARGV("ctk", "-x", "run", "c")) == 0, "nor are they in another order");
    check(command(0, ARGV("gosu", "run", "-x", "c")) == 0 && command(0, ARGV("/a/su-exec", "run", "-x", "c")) == 0, "nor by the name gosu");
    check(command(WITH_SEPARATOR, ARGV("ctk", "run", "-x", "--", "c")) == 4, "the separator that has to follow does");
    check(command(WITH_SEPARATOR, ARGV("ctk", "run", "-x", "c")) == 0 && command(WITH_SEPARATOR, ARGV("ctk", "run", "-x", "c", "--", "d")) == 0, "or does not");
    check(command(AS_GOSU, ARGV("gosu", "app", "c")) == 2 && command(AS_GOSU, ARGV("/a/su-exec", "app", "c")) == 2, "by the name gosu");
    check(command(AS_GOSU, ARGV("ctk", "app", "c")) == 0 && command(AS_GOSU, ARGV("gosux", "app", "c")) == 0, "which another is not");
    check(command(AS_GOSU, ARGV("gosu", "app", "--", "c")) == 0 && command(AS_GOSU, ARGV("gosu", "app", "-c")) == 0, "gosu's reading of these is left to Java");
}

int main(void)
{
    file = malloc(ROOM);
    reads_what_was_written();
    refuses_what_is_cut_or_longer();
    refuses_wrong_heads();
    refuses_wrong_entries();
    refuses_wrong_conditions();
    keeps_the_limits();
    finds_the_command();
    free(file);
    return checks_failed();
}
