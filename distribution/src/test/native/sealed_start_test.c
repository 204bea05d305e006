/*
 * perform_sealed() as a whole: what it performs, and when it returns without having done anything. Real processes, as root.
 * Prints "ok NAME" or "not ok NAME" for each check, and exits 0 if all are ok.
 */
#define _GNU_SOURCE
#include "sealed_place.h"
#include "sealed_start.h"

#include <grp.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#define RETURNED 77
#define ARGV(...) ((char *const[]){__VA_ARGS__, NULL})
#define SCRIPT "id -u; id -G; echo $HOME; exit 7"
#define USUAL ARGV("ctk", "run", "app", "--", "sh", "-c", SCRIPT)
#define DONE "1000\n1001 20 44\n/srv\n"

static const uint32_t decided_groups[] = {20, 44};
static const unsigned char facts_groups[] = "\5\0\0\0\x1e\0\0\0";
static const char *const edits[] = {"HOME=/srv"};
static const char *const prefix[] = {"run", "app"};
static const struct condition right = {.kind = VARIABLE, .name = "A", .value = "1"}, wrong = {.kind = VARIABLE, .name = "A"};
static char *const env[] = {"A=1", "PATH=/none:/usr/bin:/bin", "HOME=/root", NULL};

static struct sealed_plan plans[2];
static struct plan decision;
static unsigned char record[4096], file[1 << 16];
static char output[4096];
static const char *build = "a build";
static void (*in_child)(void);

static void encode_decision(void)
{
    plans[0].record = plans[1].record = record;
    plans[0].record_size = plans[1].record_size = (uint32_t)encode(&decision, record);
}

static void usual(void)
{
    decision = (struct plan){SET_GROUPS | SET_GID | SET_UID, 1000, 1001, 0, 2, 1, decided_groups, "ctk run", "", edits, 0, NULL};
    plans[0] = (struct sealed_plan){.prefix_count = 2, .prefix = prefix, .condition_count = 1, .conditions = &right};
    must(facts_now(&plans[0].facts) == 0, "facts");
    plans[0].facts.group_count = 2;
    plans[0].facts.groups = facts_groups;
    plans[1] = plans[0];
    encode_decision();
    build = "a build";
    in_child = NULL;
}

static void write_plans(uint32_t count)
{
    put_file("etc/ctk/sealed", file, put_sealed(file, "a build", count, plans));
}

/* Start in a child, with an own pipe as its standard output and error; return its exit code, or 128 and the signal that it died of. */
static int start(char *const *argv)
{
    int ends[2], status;
    must(pipe2(ends, O_CLOEXEC) == 0, "pipe");
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        struct entry entry = {.version = ENTRY_VERSION, .size = sizeof entry, .parent = getppid()};
        const struct start from = {&entry, (char **)argv, (char **)env};
        uint64_t all = ~FAULTS;
        must(setgroups(2, (gid_t[]){30, 5}) == 0 && dup2(ends[1], 1) == 1 && dup2(ends[1], 2) == 2, "child");
        syscall(SYS_rt_sigprocmask, SIG_SETMASK, &all, NULL, sizeof all);
        if (in_child != NULL) in_child();
        int before = descriptors();
        perform_sealed("etc", build, &from);
        _exit(descriptors() == before ? RETURNED : RETURNED + 1);
    }
    close(ends[1]);
    size_t used = 0;
    for (ssize_t n = 1; n > 0; used += n > 0 ? (size_t)n : 0) n = read(ends[0], output + used, sizeof output - 1 - used);
    output[used] = '\0';
    close(ends[0]);
    must(waitpid(child, &status, 0) == child, "waitpid");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void check_start(char *const *argv, int code, const char *said, const char *name)
{
    int found = start(argv);
    check(found == code && strcmp(output, said) == 0, "%s", name);
    if (found != code || strcmp(output, said) != 0) printf("# %d, %s\n", found, output);
}

static void check_returns(const char *name)
{
    write_plans(1);
    check_start(USUAL, RETURNED, "", name);
}

static void performs(void)
{
    usual();
    check_start(USUAL, RETURNED, "", "no file: returns");
    write_plans(1);
    check_start(USUAL, 7, DONE, "an entry that holds is performed");
    check_start(ARGV("ctk", "run", "app", "sh", "-c", SCRIPT), 7, DONE, "likewise without a separator");
    check_start(ARGV("ctk", "run", "app", "none"), 127, "ctk run: cannot find 'none': not in PATH\n", "an error line names the command");
    check_start(ARGV("ctk", "run", "app"), RETURNED, "", "no command: returns");
    check_start(ARGV("ctk", "run"), RETURNED, "", "fewer arguments: returns");
    check_start(ARGV("ctk", "whoami", "app", "sh"), RETURNED, "", "another command of ctk: returns");
    check_start(ARGV("ctk", "run", "other", "--", "sh"), RETURNED, "", "other arguments: returns");
    plans[0].prefix = (const char *const[]){"app"};
    plans[0].prefix_count = 1;
    plans[0].flags = AS_GOSU;
    decision.flags |= GOSU;
    decision.label = "error";
    encode_decision();
    write_plans(1);
    check_start(ARGV("gosu", "app", "sh", "-c", SCRIPT), 7, DONE, "by the name gosu");
    check_start(ARGV("/bin/su-exec", "app", "none"), 1, "error: cannot find 'none': not in PATH\n", "its error line and code");
}

static void takes_the_first_that_holds(void)
{
    static const char *const first[] = {"first"}, *const second[] = {"second"};
    usual();
    plans[0].warnings = first;
    plans[1].warnings = second;
    plans[0].warning_count = plans[1].warning_count = 1;
    write_plans(2);
    check_start(USUAL, 7, "first\n" DONE, "of two that hold the first, behind its warning");
    plans[0].conditions = &wrong;
    write_plans(2);
    check_start(USUAL, 7, "second\n" DONE, "else the second");
    plans[1].facts.securebits ^= 1;
    write_plans(2);
    check_start(USUAL, RETURNED, "", "or none");
    usual();
    const struct condition both[] = {right, wrong};
    plans[0].conditions = both;
    plans[0].condition_count = 2;
    check_returns("one condition of two does not hold: returns");
}

static void compares_facts(void)
{
    static uint32_t *const numbers[] = {&plans[0].facts.uid[0], &plans[0].facts.uid[1], &plans[0].facts.uid[2], &plans[0].facts.gid[0], &plans[0].facts.gid[1],
                                        &plans[0].facts.gid[2], &plans[0].facts.securebits, &plans[0].facts.no_new_privs};
    static uint64_t *const sets[] = {&plans[0].facts.permitted, &plans[0].facts.effective, &plans[0].facts.bounding};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        usual();
        *numbers[i] ^= 1;
        check_returns("another number among the facts: returns");
    }
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        for (int bit = 0; bit < 64; bit += 21) {
            usual();
            *sets[i] ^= UINT64_C(1) << bit;
            check_returns("another set among the facts: returns");
        }
    usual();
    plans[0].facts.groups = (const unsigned char *)"\5\0\0\0\x1f\0\0\0";
    check_returns("another group: returns");
    usual();
    plans[0].facts.group_count = 1;
    check_returns("a group more than wanted: returns");
}

static void needs_a_whole_file(void)
{
    usual();
    write_plans(1);
    build = "another build";
    check_start(USUAL, RETURNED, "", "a file of another build: returns");
    usual();
    size_t size = put_sealed(file, "a build", 1, plans);
    put_file("etc/ctk/sealed", file, size - 1);
    check_start(USUAL, RETURNED, "", "a file that is cut: returns");
    plans[1].flags = 4;
    write_plans(2);
    check_start(USUAL, RETURNED, "", "a malformed entry behind one that holds: returns");
    usual();
    write_plans(1);
    must(chmod("etc/ctk/sealed", 0666) == 0, "chmod");
    check_start(USUAL, RETURNED, "", "a file that anybody may write to: returns");
    must(unlink("etc/ctk/sealed") == 0, "unlink");
}

static void needs_a_whole_decision(void)
{
    usual();
    for (uint32_t cut = 0; cut < plans[0].record_size; cut += cut < 48 ? 1 : 7) {
        usual();
        plans[0].record_size = cut;
        check_returns("a decision that is cut: returns");
    }
    for (size_t at = 0; at < 40; at += 4) {
        if (at == 16 || at == 20) continue; /* any ids are fine */
        usual();
        put_u32(record + at, 0x7fffffff);
        check_returns("another number in a decision: returns");
    }
    usual();
    decision.command = 3;
    encode_decision();
    check_returns("a decision with a command: returns");
    usual();
    decision.quoted = "'sh'";
    encode_decision();
    check_returns("a decision with a command's name: returns");
    usual();
    decision.flags |= GOSU;
    encode_decision();
    check_returns("a decision for gosu in an entry that is not: returns");
    usual();
    plans[0].record_size++;
    check_returns("a byte behind a decision: returns");
}

static void quotes_only_plain_names(void)
{
    static const char *const others[] = {"", "it's", "back\\slash", "new\nline", "\x1f", "\x7f", "\xc3\xa4", "\xff"};
    static char name[4098];
    usual();
    write_plans(1);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) check_start(ARGV("ctk", "run", "app", "--", (char *)others[i]), RETURNED, "", "a name that is quoted otherwise: returns");
    check_start(ARGV("ctk", "run", "app", " ~!\"$"), 127, "ctk run: cannot find ' ~!\"$': not in PATH\n", "plain characters");
    check_start(ARGV("ctk", "run", "app", "--", "-c"), 127, "ctk run: cannot find '-c': not in PATH\n", "what looks like an option, behind the separator");
    check_start(ARGV("ctk", "run", "app", "-c"), RETURNED, "", "an option: returns");
    memset(name, 'n', 4097);
    check_start(ARGV("ctk", "run", "app", name), RETURNED, "", "a name that is too long: returns");
    name[4096] = '\0';
    check(start(ARGV("ctk", "run", "app", name)) == 127, "a long name");
}

/* ---- standard error, when there is something to say ---- */

static void full(void)
{
    int ends[2];
    char byte = 0;
    must(pipe2(ends, O_CLOEXEC | O_NONBLOCK) == 0 && dup2(ends[1], 2) == 2, "pipe");
    while (write(2, &byte, 1) == 1) continue;
    must(fcntl(2, F_SETFL, 0) == 0, "blocking");
}

static void broken(void)
{
    int ends[2];
    must(pipe2(ends, O_CLOEXEC) == 0 && dup2(ends[1], 2) == 2 && close(ends[0]) == 0, "pipe");
}

static void broken_before(void)
{
    broken();
    raise(SIGPIPE);
}

static void closed(void)
{
    must(close(2) == 0 && open("/", O_PATH) == 2, "close");
}

static void warns(void)
{
    static const char *const warnings[] = {"one", "", "three"};
    static const struct {
        void (*state)(void);
        int code;
        const char *said, *name;
    } cases[] = {
        {NULL, 7, "one\n\nthree\n" DONE, "warnings come first"},
        {closed, 7, DONE, "nobody is there to be warned"},
        {full, RETURNED, "", "a pipe is full: returns"},
        {broken, 7, DONE, "nobody reads the pipe, which is no reason to die"},
        {broken_before, 128 + SIGPIPE, "", "but the same signal of somebody else's is"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        usual();
        plans[0].warnings = warnings;
        plans[0].warning_count = 3;
        write_plans(1);
        in_child = cases[i].state;
        check_start(USUAL, cases[i].code, cases[i].said, cases[i].name);
    }
}

static void stop(void)
{
    raise(SIGTERM);
}

static void keeps_what_the_caller_had(void)
{
    usual();
    write_plans(1);
    in_child = stop;
    check_start(USUAL, 128 + SIGTERM, "", "a signal that waits ends it");
    plans[0].conditions = &wrong;
    write_plans(1);
    check_start(USUAL, RETURNED, "", "but not if it returns");
}

int main(void)
{
    enter_place();
    performs();
    takes_the_first_that_holds();
    compares_facts();
    needs_a_whole_file();
    needs_a_whole_decision();
    quotes_only_plain_names();
    warns();
    keeps_what_the_caller_had();
    leave_place();
    return checks_failed();
}
