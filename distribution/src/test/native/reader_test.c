/*
 * The reader of decisions, error lines and exit codes: the parts of perform.c that can be tested without becoming anybody.
 * Prints "ok NAME" or "not ok NAME" for each check, and exits 0 if all are ok.
 */
#define _GNU_SOURCE
#include "check.h"
#include "decision_encode.h"

#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#define NO_ID UINT32_MAX
#define SIZE 122 /* of the usual record */

static const uint32_t groups[] = {20, 44, 44, UINT32_C(0xfffffffe)};
static const char *const edits[] = {"HOME=/srv/app", "EMPTY=", "EQUALS=a=b"};
static const struct plan usual = {SET_GROUPS | SET_GID | SET_UID, 1000, 1001, 2, 4, 3, groups, "ctk run", "'app'", edits, 0, NULL};

/* Read a copy that ends where the allocation ends, so that the sanitizers see each byte that is read behind it. */
static int accepts(const unsigned char *record, size_t size)
{
    struct decision d;
    unsigned char *copy = malloc(size > 0 ? size : 1);
    memcpy(copy, record, size);
    int answer = decision_read(copy, size, &d);
    free(copy);
    return answer == 0;
}

static int accepts_plan(const struct plan *plan)
{
    unsigned char *record = malloc(encoded_size(plan));
    int answer = accepts(record, encode(plan, record));
    free(record);
    return answer;
}

/* Return whether the record is accepted with this number at this offset. */
static int accepts_with(size_t offset, uint32_t value)
{
    unsigned char record[512];
    size_t size = encode(&usual, record);
    put_u32(record + offset, value);
    return accepts(record, size);
}

static void reads_what_was_written(void)
{
    unsigned char record[512], again[512];
    uint32_t read_groups[4];
    const char *read_edits[3];
    struct decision d;
    size_t size = encode(&usual, record);
    check(decision_read(record, size, &d) == 0, "accepts a record with all fields");
    struct plan back = plan_of(&d, read_groups, read_edits);
    check(back.flags == 7 && back.uid == 1000 && back.gid == 1001 && back.command == 2, "reads the numbers");
    check(back.group_count == 4 && memcmp(read_groups, groups, sizeof groups) == 0, "reads the groups");
    check_text("reads the label", "ctk run", back.label);
    check_text("reads the command's name", "'app'", back.quoted);
    for (size_t i = 0; i < 3; i++) check_text("reads each edit", edits[i], read_edits[i]);
    check(encode(&back, again) == size && memcmp(record, again, size) == 0, "what was read encodes to the same record");
}

static void accepts_the_extremes(void)
{
    static uint32_t many[NGROUPS_MAX + 1];
    struct plan p = {0, 0, 0, 1, 0, 0, NULL, "", "", NULL, 0, NULL};
    check(accepts_plan(&p), "accepts the smallest record");
    p.uid = p.gid = NO_ID - 1;
    p.command = UINT32_MAX;
    check(accepts_plan(&p), "accepts the largest numbers");
    for (uint32_t flags = 0; flags <= ALL_FLAGS; flags++) {
        p.flags = flags;
        check(accepts_plan(&p), "accepts the known flags %x", flags);
    }
    p.groups = many;
    p.group_count = NGROUPS_MAX;
    check(accepts_plan(&p), "accepts as many groups as the kernel does");
    p.group_count = NGROUPS_MAX + 1;
    check(!accepts_plan(&p), "refuses one group more");
    char *text = malloc(1 << 20);
    memset(text, 'x', (1 << 20) - 1);
    text[(1 << 20) - 1] = '\0';
    text[1] = '=';
    p = usual;
    p.edits = (const char *const[]){text};
    p.edit_count = 1;
    check(accepts_plan(&p), "accepts a text of a megabyte");
    free(text);
}

static void refuses_wrong_numbers(void)
{
    static const struct {
        const char *name;
        size_t offset;
        uint32_t value;
    } cases[] = {
        {"magic", 0, DECISION_MAGIC ^ 1},
        {"magic of the other byte order", 0, 0x43544b44},
        {"version 0", 4, 0},
        {"the next version", 4, DECISION_VERSION + 1},
        {"length 0", 8, 0},
        {"a length that is one too small", 8, SIZE - 1},
        {"a length that is one too large", 8, SIZE + 1},
        {"a length that wraps", 8, UINT32_MAX},
        {"the lowest unknown flag", 12, ALL_FLAGS + 1},
        {"an unknown flag beside known ones", 12, 2 * ALL_FLAGS + 1},
        {"the highest flag", 12, UINT32_C(1) << 31},
        {"a uid that means no change", 16, NO_ID},
        {"a gid that means no change", 20, NO_ID},
        {"ctk itself as the command", 24, 0},
        {"fewer groups than there are", 28, 3},
        {"more groups than there are", 28, 5},
        {"more groups than there are bytes", 28, 100},
        {"a number of groups whose size wraps to 0", 28, UINT32_C(1) << 30},
        {"a number of groups whose size wraps to that of 4", 28, (UINT32_C(1) << 30) + 4},
        {"the largest number of groups", 28, UINT32_MAX},
        {"fewer edits than there are", 32, 2},
        {"no edits where there are three", 32, 0},
        {"more edits than there are", 32, 4},
        {"the largest number of edits", 32, UINT32_MAX},
        {"a setting where there is none", 36, 1},
        {"the largest number of settings", 36, UINT32_MAX},
        {"a first group that descends", 40, 45},
        {"a last group that descends", 52, 43},
        {"a group that means no change", 52, NO_ID},
        {"a label that is one too short", 56, 6},
        {"a label that is one too long", 56, 8},
        {"a label that ends with the record", 56, SIZE - 61},
        {"a label that ends behind the record", 56, SIZE - 60},
        {"the longest label", 56, UINT32_MAX},
        {"a label whose end wraps", 56, UINT32_MAX - 59},
    };
    unsigned char record[512];
    check(encode(&usual, record) == SIZE, "the offsets below are those of the usual record");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) check(!accepts_with(cases[i].offset, cases[i].value), "refuses %s", cases[i].name);
    check(accepts_with(40, 44), "accepts equal groups");
}

static void refuses_wrong_sizes(void)
{
    unsigned char record[512] = {0}, longer[512];
    size_t size = encode(&usual, record);
    for (size_t n = 0; n < size; n++) {
        memcpy(longer, record, n);
        int stale = accepts(longer, n);
        if (n >= 12) put_u32(longer + 8, (uint32_t)n);
        check(!stale && !accepts(longer, n), "refuses the record cut to %zu bytes", n);
    }
    check(!accepts(record, size + 1), "refuses a byte behind the record");
    put_u32(record + 8, (uint32_t)size + 1);
    check(!accepts(record, size + 1), "refuses a byte behind the last text");
    put_u32(record + 8, (uint32_t)size);
    check(accepts(record, size), "and accepts the record without it");
}

/* Each byte of each text as a NUL, and each NUL behind a text as another byte. */
static void refuses_wrong_texts(void)
{
    unsigned char record[512];
    size_t size = encode(&usual, record), at = 40 + 16;
    for (int text = 0; text < 5; text++) {
        size_t length = get_u32(record + at);
        for (size_t i = at + 4; i <= at + 4 + length; i++) {
            unsigned char byte = record[i];
            record[i] = byte == 0 ? 'x' : 0;
            check(!accepts(record, size), "refuses text %d with byte %zu changed %s NUL", text, i - at - 4, byte == 0 ? "from" : "to");
            record[i] = byte;
        }
        at += 4 + length + 1;
    }
    check(at == size, "there are five texts");
}

static void refuses_wrong_edits(void)
{
    static const struct {
        const char *name, *edit;
        int good;
    } cases[] = {
        {"a name to remove", "HOME", 1},    {"an empty edit", "", 0}, {"an edit that is '='", "=", 0}, {"an edit that starts with '='", "=x", 0},
        {"an edit of two '='", "==", 0},    {"an empty value", "A=", 1}, {"bytes that are not UTF-8", "A\xff=\xfe\x80", 1}, {"a name of one byte", "\xff", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (uint32_t place = 0; place < 3; place++) {
            const char *three[] = {edits[0], edits[1], edits[2]};
            struct plan p = usual;
            three[place] = cases[i].edit;
            p.edits = three;
            check(accepts_plan(&p) == cases[i].good, "%s %s at place %u", cases[i].good ? "accepts" : "refuses", cases[i].name, place);
        }
    }
}

#define STRING(bytes) {(const unsigned char *)(bytes), sizeof(bytes) - 1}

static void checks_settings(void)
{
    static const struct {
        const char *name;
        struct planned setting;
        int good;
    } cases[] = {
        {"a niceness", {NICENESS, STRING("\xf0\xff\xff\xff")}, 1},
        {"a niceness of three bytes", {NICENESS, STRING("\0\0\0")}, 0},
        {"a limit", {LIMITS, STRING("\7\0\0\0" "\0\1\0\0\0\0\0\0" "\0\1\0\0\0\0\0\0")}, 1},
        {"a soft limit above the hard one", {LIMITS, STRING("\7\0\0\0" "\1\1\0\0\0\0\0\0" "\0\1\0\0\0\0\0\0")}, 0},
        {"a limit of an unknown resource", {LIMITS, STRING("\x10\0\0\0" "\0\1\0\0\0\0\0\0" "\0\1\0\0\0\0\0\0")}, 0},
        {"a part of a limit", {LIMITS, STRING("\7\0\0\0")}, 0},
        {"no limit", {LIMITS, STRING("")}, 0},
        {"streams to be given away as PID 1", {OWN_STDIO, STRING("\1\0\0\0")}, 1},
        {"streams to be given away never", {OWN_STDIO, STRING("\0\0\0\0")}, 0},
        {"a label", {EXEC_LABEL, STRING("/proc/x\0exec y\0")}, 1},
        {"a label for another file", {EXEC_LABEL, STRING("/etc/passwd\0x\0")}, 0},
        {"a label without a file", {EXEC_LABEL, STRING("\0exec y\0")}, 0},
        {"a label without text", {EXEC_LABEL, STRING("/proc/x\0\0")}, 0},
        {"a label that does not end", {EXEC_LABEL, STRING("/proc/x\0exec")}, 0},
        {"a bounding set", {BOUNDING_SET, STRING("\0\4\0\0\0\0\0\0")}, 1},
        {"half a bounding set", {BOUNDING_SET, STRING("\0\4\0\0")}, 0},
        {"capabilities", {KEPT_CAPABILITIES, STRING("\0\4\0\0\0\0\0\0")}, 1},
        {"a mask", {UMASK, STRING("\x12\0\0\0")}, 1},
        {"a mask of more than nine bits", {UMASK, STRING("\0\2\0\0")}, 0},
        {"a directory", {DIRECTORY, STRING("/srv\0'/srv'\0")}, 1},
        {"a directory of three strings", {DIRECTORY, STRING("/srv\0'/srv'\0x\0")}, 0},
        {"a signal", {DEATH_SIGNAL, STRING("\x40\0\0\0")}, 1},
        {"a signal above the last", {DEATH_SIGNAL, STRING("\x41\0\0\0")}, 0},
        {"a flag", {NO_NEW_PRIVS, STRING("")}, 1},
        {"a flag with a value", {NO_NEW_PRIVS, STRING("\1")}, 0},
        {"Landlock without rules", {LANDLOCK, STRING("\1\0\0\0\0\0\0\0")}, 1},
        {"Landlock with a rule", {LANDLOCK, STRING("\1\0\0\0\0\0\0\0" "\1\0\0\0\0\0\0\0\1\0\0\0/\0")}, 1},
        {"Landlock with half a rule", {LANDLOCK, STRING("\1\0\0\0\0\0\0\0" "\1\0\0\0\0\0\0\0\2\0\0\0/\0")}, 0},
        {"a filter", {FILTER, STRING("\6\0\0\0\0\0\xff\x7f")}, 1},
        {"half an instruction", {FILTER, STRING("\6\0\0\0")}, 0},
        {"an empty filter", {FILTER, STRING("")}, 0},
        {"setting 0", {0, STRING("")}, 0},
        {"a setting behind the last", {SETTINGS, STRING("")}, 0},
    };
    struct plan p = usual;
    p.setting_count = 1;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        p.settings = &cases[i].setting;
        check(accepts_plan(&p) == cases[i].good, "%s %s", cases[i].good ? "accepts" : "refuses", cases[i].name);
    }
    struct planned two[] = {{CLEAR_ENVIRONMENT, {(const unsigned char *)"", 0}}, {NO_NEW_PRIVS, {(const unsigned char *)"", 0}}};
    p.setting_count = 2;
    p.settings = two;
    check(accepts_plan(&p), "accepts two settings");
    two[0].which = NO_NEW_PRIVS;
    check(!accepts_plan(&p), "refuses one twice");
    two[1].which = CLEAR_ENVIRONMENT;
    check(!accepts_plan(&p), "refuses two that descend");
    p = usual;
    p.uid = 0;
    p.setting_count = 1;
    p.settings = &(struct planned){KEPT_CAPABILITIES, {(const unsigned char *)"\0\4\0\0\0\0\0\0", 8}};
    check(!accepts_plan(&p), "refuses capabilities that root keeps");
}

/* Return what error_line writes, from the other end of a pipe. */
static const char *line(const char *label, const char *what, const char *quoted, const char *cause)
{
    static char text[512];
    int ends[2], kept = dup(2);
    if (kept < 0 || pipe(ends) != 0 || dup2(ends[1], 2) < 0) return "no pipe";
    close(ends[1]);
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    error_line(label, what, quoted, cause);
    dup2(kept, 2);
    close(kept);
    ssize_t n = read(ends[0], text, sizeof text - 1);
    close(ends[0]);
    text[n > 0 ? n : 0] = '\0';
    return text;
}

static void writes_error_lines(void)
{
    check_text("error line of label and text", "ctk: refused\n", line("ctk", "refused", NULL, NULL));
    check_text("error line with a command", "ctk run: cannot find 'x'\n", line("ctk run", "cannot find", "'x'", NULL));
    check_text("error line with a cause", "ctk: cannot: no such file or directory\n", line("ctk", "cannot", NULL, "No such file or directory"));
    check_text("error line with both", "ctk: cannot find 'x': not in PATH\n", line("ctk", "cannot find", "'x'", "not in PATH"));
    check_text("error line that keeps a capitalized name", "ctk: cannot: PATH is not set\n", line("ctk", "cannot", NULL, "PATH is not set"));
    check_text("error line with a cause of one letter", "ctk: cannot: e\n", line("ctk", "cannot", NULL, "E"));
    check_text("error line with an empty cause", "ctk: cannot\n", line("ctk", "cannot", NULL, ""));
    check_text("error line with bytes", "ctk: cannot \xff: \xfe\n", line("ctk", "cannot", "\xff", "\xfe"));
    int ends[2];
    char text[64] = "";
    check(pipe(ends) == 0, "there is a pipe");
    error_output = ends[1];
    check_text("error line to another descriptor is not on 2", "", line("ctk", "refused", NULL, NULL));
    check(read(ends[0], text, sizeof text - 1) > 0, "something is there");
    check_text("but there", "ctk: refused\n", text);
    error_output = 2;
    close(2);
    error_line("ctk", "nobody hears this", NULL, NULL);
    check(1, "error line to a closed descriptor is dropped");
}

static void chooses_exit_codes(void)
{
    static const struct {
        const char *invoked;
        int code;
    } cases[] = {
        {"gosu", 1},       {"su-exec", 1}, {"/usr/bin/gosu", 1}, {"./su-exec", 1}, {"ctk", 125},   {"/usr/bin/ctk", 125},
        {"/gosu/ctk", 125}, {"gosu/", 125}, {"xgosu", 125},       {"gosux", 125},   {"GOSU", 125}, {"", 125},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) check(failure_code(cases[i].invoked) == cases[i].code, "exit code of \"%s\" is %d", cases[i].invoked, cases[i].code);
}

int main(void)
{
    reads_what_was_written();
    accepts_the_extremes();
    refuses_wrong_numbers();
    refuses_wrong_sizes();
    refuses_wrong_texts();
    refuses_wrong_edits();
    checks_settings();
    writes_error_lines();
    chooses_exit_codes();
    return checks_failed();
}
