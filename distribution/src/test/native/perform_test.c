/*
 * perform() as a whole, on a simulated kernel: the exact order of its calls, what it does when any one of them fails, does nothing or
 * answers something else, and what the command is started with.
 * Prints "ok NAME" or "not ok NAME" for each check, and exits 0 if all are ok.
 */
#define _GNU_SOURCE
#include "all_settings.h"
#include "usual_start.h"

#include <errno.h>

#define HANDLED "rt_sigaction 15 end\nrt_sigaction 2 end\nrt_sigaction 1 end\nrt_sigaction 3 end\n"
#define AS_TARGET \
    "prctl pdeathsig 15\ngetppid\nstat /usr/local/bin/app\nstat /usr/bin/app\naccess /usr/bin/app\n" \
    "close-on-exec 3\nclose-on-exec 5\nclose-on-exec 9\nrt_sigaction 13 ignore\nrt_sigaction 25 default\nrt_sigaction 33 ignore\n" HANDLED "rt_sigpending\n" \
    "rt_sigprocmask 200\nexecve /usr/bin/app\n"
#define CLEARED "prctl ambient clear\ncapset 0 0 0\n"
#define VERIFIED "getresuid\ngetresgid\ngetgroups\ncapget\n"

/* Calls whose failure does not end the start: the search goes on, or what they ask for is so already. */
static int may_fail(const char *call)
{
    return strcmp(call, "getppid") == 0 || strncmp(call, "stat", 4) == 0 || strncmp(call, "access", 6) == 0;
}

/* ---- the order ---- */

static void become(uint32_t uid, uint32_t gid, uint32_t count, const uint32_t *groups)
{
    for (int i = 0; i < 3; i++) kernel.uid[i] = uid, kernel.gid[i] = gid;
    kernel.group_count = count;
    memcpy(kernel.groups, groups, count * sizeof *groups);
}

static void keeps_the_order(void)
{
    usual();
    run();
    check_text("root becomes a user with groups", "setgroups 2: 20 44\nsetresgid 1001 1001 1001\nsetresuid 1000 1000 1000\n" CLEARED VERIFIED AS_TARGET, kernel.trace);
    check(kernel.exit_code == -1 && kernel.lines == 0, "and says nothing");
    check(kernel.handled == SIGNAL_BIT(SIGSEGV), "of the VM's handlers only that for a fault is left to exec");

    usual();
    plan.flags = 0;
    become(1000, 1001, 2, two_groups);
    kernel.permitted = kernel.effective = 0;
    run();
    check_text("who is the target already sets no ids", CLEARED VERIFIED AS_TARGET, kernel.trace);

    usual();
    plan.flags = SET_GROUPS;
    plan.uid = plan.gid = 0;
    plan.group_count = 0;
    become(0, 0, 2, two_groups);
    run();
    check_text("root as the target keeps its capabilities", "setgroups 0: 0 0\ngetresuid\ngetresgid\ngetgroups\n" AS_TARGET, kernel.trace);
    check(kernel.effective == UINT64_C(0xa80425fb), "all of them");

    usual();
    memset(&entry, 0, sizeof entry);
    run_with((char *const[]){"ctk", "run", "-", "/usr/bin/app", NULL}, usual_env);
    check_text("a plain entry state needs few calls",
               "setgroups 2: 20 44\nsetresgid 1001 1001 1001\nsetresuid 1000 1000 1000\n" CLEARED VERIFIED
               "rt_sigaction 13 default\nrt_sigaction 25 default\n" HANDLED "rt_sigpending\nrt_sigprocmask 0\nexecve /usr/bin/app\n", kernel.trace);
}

static void usual_with_settings(void)
{
    static const char *const both[] = {"HOME=/srv", "PATH=/usr/bin"};
    usual();
    plan.settings = all_settings;
    plan.setting_count = sizeof all_settings / sizeof *all_settings;
    plan.edits = both;
    plan.edit_count = 2;
}

static void keeps_the_order_of_settings(void)
{
    usual_with_settings();
    run();
    check_text("root becomes a user with all settings",
               "fchown 0 1000\nfchown 1 1000\nprlimit 7 256\nsetpriority 5 0\nopen /proc/thread-self/attr/exec\nwrite exec app\n"
               "prctl drop 13\nprctl drop 18\nprctl drop 27\nprctl drop 29\nprctl drop 31\nprctl keepcaps 1\n"
               "setgroups 2: 20 44\nsetresgid 1001 1001 1001\nsetresuid 1000 1000 1000\n"
               "capget\ncapset a80425fb a80425fb 400\nprctl ambient clear\nprctl ambient raise 10\nprctl securebits 3\ncapset 400 400 400\n" VERIFIED
               "prctl pdeathsig 1\ngetppid\numask 27\numask 27\nchdir /srv\nstat /usr/bin/app\naccess /usr/bin/app\n"
               "close-on-exec 3\nclose-on-exec 5\nclose-on-exec 9\nrt_sigaction 13 ignore\nrt_sigaction 25 default\nrt_sigaction 33 ignore\n" HANDLED "rt_sigpending\n"
               "rt_sigprocmask 200\nprctl no_new_privs 1\nlandlock 1\nopen /usr\nlandlock rule 1\nlandlock restrict\nseccomp 1 0\nseccomp 2 0\nexecve /usr/bin/app\n",
               kernel.trace);
    check(kernel.permitted == 0x400 && kernel.ambient == 0x400 && kernel.bounding == 0x5fb, "what is kept is, and the bounding set is that decided");
    check_text("the first variable is an edit's", "PATH=/usr/bin", kernel.env[0]);
    check_text("the second as well", "HOME=/srv", kernel.env[1]);
    check(kernel.env[2] == NULL, "and nothing of the caller's is left");
    usual_with_settings();
    kernel.pid = 7;
    run();
    check(strstr(kernel.trace, "fchown") == NULL && kernel.exit_code == -1, "streams are given away as PID 1 only");
}

/* Each call that a setting makes fails: one line, no command. */
static void ends_at_each_failure_of_a_setting(void)
{
    usual_with_settings();
    run();
    for (unsigned n = 1, count = kernel.calls; n <= count; n++) {
        usual_with_settings();
        kernel.fail_at = n;
        kernel.fail_errno = EIO;
        run();
        if (may_fail(kernel.failed)) continue;
        check(kernel.lines == 1 && (kernel.exit_code == 125 || kernel.exit_code == 126) && strstr(kernel.trace, "execve") == (kernel.exit_code == 126 ? strstr(kernel.trace, "execve") : NULL),
              "%s fails: %.*s", kernel.failed, (int)strcspn(kernel.said, "\n"), kernel.said);
    }
    usual_with_settings();
    kernel.fail_on = "fchown 0 1000";
    kernel.fail_errno = EPERM;
    run();
    check(kernel.exit_code == -1 && kernel.failed[0] != '\0', "a stream that may not be given away stays");
}

static void sets_each_only_when_told(void)
{
    static const char *const calls[] = {"setgroups", "setresgid", "setresuid"};
    for (uint32_t flags = 0; flags < 8; flags++) {
        usual();
        plan.flags = flags;
        run();
        for (int i = 0; i < 3; i++) check((strstr(kernel.trace, calls[i]) != NULL) == ((flags >> i & 1) != 0), "flags %u: %s %s", flags, calls[i], flags >> i & 1 ? "called" : "not called");
        check((kernel.exit_code == -1) == (flags == 7), "flags %u: %s", flags, flags == 7 ? "executed" : "refused, since somebody else is left");
    }
}

/* ---- what goes wrong ---- */

/* What is said when a call fails: the start of the call as the trace has it, and the text between label and cause. */
static const struct {
    const char *call, *text;
    int code;
} failures[] = {
    {"setgroups", "cannot set supplementary groups: operation not permitted", 125},
    {"setresgid", "cannot set group id: operation not permitted", 125},
    {"setresuid", "cannot set user id: operation not permitted", 125},
    {"prctl ambient", "cannot clear ambient capabilities: operation not permitted", 125},
    {"capset", "cannot clear capabilities: operation not permitted", 125},
    {"getresuid", "the user id is not the one decided", 125},
    {"getresgid", "the group id is not the one decided", 125},
    {"getgroups", "the supplementary groups are not those decided", 125},
    {"capget", "cannot read capabilities: operation not permitted", 125},
    {"prctl pdeathsig", "cannot set the parent-death signal: operation not permitted", 125},
    {"close-on-exec", "cannot set close-on-exec: operation not permitted", 125},
    {"rt_sigaction", "cannot set how a signal is handled: operation not permitted", 125},
    {"rt_sigpending", "cannot read pending signals: operation not permitted", 125},
    {"rt_sigprocmask", "cannot set the signal mask: operation not permitted", 125},
    {"execve", "cannot execute 'app': operation not permitted", 126},
};

static void fail_at(unsigned n, uint32_t more_flags)
{
    usual();
    plan.flags |= more_flags;
    kernel.fail_at = n;
    kernel.fail_errno = EPERM;
    run();
}

static void ends_at_each_failure(void)
{
    size_t failed = 0;
    usual();
    run();
    for (unsigned n = 1, count = kernel.calls; n <= count; n++) {
        char line[128], last[sizeof kernel.failed + 32];
        fail_at(n, 0);
        if (may_fail(kernel.failed)) continue;
        while (failed < sizeof failures / sizeof *failures && strncmp(kernel.failed, failures[failed].call, strlen(failures[failed].call)) != 0) failed++;
        check(failed < sizeof failures / sizeof *failures, "%s is in the table, and in its order", kernel.failed);
        if (failed == sizeof failures / sizeof *failures) return;
        snprintf(line, sizeof line, "ctk run: %s\n", failures[failed].text);
        snprintf(last, sizeof last, "%s\nwritev 2\n_exit %d\n", kernel.failed, failures[failed].code);
        check(kernel.lines == 1 && strcmp(kernel.said, line) == 0, "%s fails: %s", kernel.failed, failures[failed].text);
        check(strcmp(kernel.trace + strlen(kernel.trace) - strlen(last), last) == 0, "%s fails: nothing more, exit code %d", kernel.failed, failures[failed].code);
        fail_at(n, GOSU);
        check(kernel.exit_code == 1, "%s fails: gosu's exit code", kernel.failed);
    }
    check(failed == sizeof failures / sizeof *failures - 1, "each call of a whole start failed once");
}

static void tolerates_what_means_no(void)
{
    static const struct {
        const char *call;
        int error;
    } cases[] = {{"prctl ambient clear", EINVAL}, {"close-on-exec 3", EBADF}, {"close-on-exec 9", EBADF}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        usual();
        kernel.fail_on = cases[i].call;
        kernel.fail_errno = cases[i].error;
        run();
        check(kernel.exit_code == -1 && kernel.failed[0] != '\0', "%s may fail with %s", cases[i].call, strerrordesc_np(cases[i].error));
    }
}

/* A kernel, or a filter in front of it, that says yes and does nothing; and one that shows somebody else. */
static void believes_no_call(void)
{
    usual();
    for (unsigned n = 1; n <= 3; n++) {
        usual();
        kernel.deaf_at = n;
        run();
        check(kernel.exit_code == 125 && kernel.lines == 1 && strstr(kernel.trace, "execve") == NULL, "call %u without effect: refused", n);
    }
    usual();
    kernel.inheritable = 1;
    kernel.deaf_at = 5;
    run();
    check_error("capset without effect", 125, "ctk run: capabilities are left\n");
    for (unsigned n = 6; n <= 9; n++) {
        for (uint32_t id = 1000; id < 1006; id++) { /* which bit of the answer is wrong depends on them */
            usual();
            plan.uid = plan.gid = id;
            kernel.lie_at = n;
            run();
            check(kernel.exit_code == 125 && kernel.lines == 1 && strstr(kernel.trace, "execve") == NULL, "another answer of %s to %u: %.*s", kernel.lied, id,
                  (int)strcspn(kernel.said, "\n"), kernel.said);
        }
    }
}

static void notices_whoever_is_left(void)
{
    static const uint32_t other_group[] = {20, 45}, three_groups[] = {20, 44, 45};
    for (int i = 0; i < 6; i++) {
        usual();
        become(1000, 1001, 2, two_groups);
        kernel.permitted = kernel.effective = plan.flags = 0;
        (i < 3 ? kernel.uid : kernel.gid)[i % 3] = 0;
        run();
        check_error(i < 3 ? "a user id of three" : "a group id of three", 125, i < 3 ? "ctk run: the user id is not the one decided\n" : "ctk run: the group id is not the one decided\n");
    }
    const struct {
        uint32_t count;
        const uint32_t *groups;
    } cases[] = {{0, NULL}, {1, two_groups}, {2, other_group}, {3, three_groups}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        usual();
        kernel.permitted = kernel.effective = plan.flags = 0;
        become(1000, 1001, cases[i].count, cases[i].groups != NULL ? cases[i].groups : two_groups);
        run();
        check_error("other groups", 125, "ctk run: the supplementary groups are not those decided\n");
    }
}

static void accepts_groups_in_any_order(void)
{
    usual();
    kernel.first_group = 44;
    run();
    check(kernel.groups[0] == 44 && kernel.exit_code == -1, "a user namespace lists the groups in another order: executed");
}

static void refuses_before_the_first_call(void)
{
    static const char malformed[] = "ctk: refused a malformed decision\n";
    usual();
    plan.command = 6;
    run();
    check_error("a command behind the arguments", 125, malformed);
    check(kernel.calls == 2, "and no other call than its error line and exit");
    usual();
    plan.command = UINT32_MAX;
    run();
    check_error("a command far behind the arguments", 125, malformed);
    usual();
    plan.flags |= ALL_FLAGS + 1;
    run();
    check_error("an unknown flag", 125, malformed);
    check(kernel.calls == 2, "and no other call either");
    usual();
    plan.command = 1;
    kernel_run(&(struct start){&entry, (char *[]){NULL}, (char **)usual_env}, "", 0);
    check_error("an empty record, without arguments", 125, malformed);
}

/* ---- signals ---- */

static void obeys_pending_signals(void)
{
    static const struct {
        const char *name;
        uint64_t pending, blocked, ignored;
        int pid, code;
    } cases[] = {
        {"TERM as PID 1", SIGNAL_BIT(SIGTERM), 0, 0, 1, 143},
        {"TERM", SIGNAL_BIT(SIGTERM), 0, 0, 7, 143},
        {"INT as PID 1", SIGNAL_BIT(SIGINT), 0, 0, 1, 130},
        {"HUP", SIGNAL_BIT(SIGHUP), 0, 0, 7, 129},
        {"QUIT as PID 1", SIGNAL_BIT(SIGQUIT), 0, 0, 1, 131},
        {"TERM, then INT", BITS(SIGTERM, SIGINT), 0, 0, 1, 143},
        {"TERM that was blocked", SIGNAL_BIT(SIGTERM), SIGNAL_BIT(SIGTERM), 0, 1, -1},
        {"TERM that was ignored", SIGNAL_BIT(SIGTERM), 0, SIGNAL_BIT(SIGTERM), 7, -1},
        {"TERM that was blocked, and INT", BITS(SIGTERM, SIGINT), SIGNAL_BIT(SIGTERM), 0, 1, 130},
        {"USR1 as PID 1", SIGNAL_BIT(SIGUSR1), 0, 0, 1, -1},
        {"USR1, of which any process dies", SIGNAL_BIT(SIGUSR1), 0, 0, 7, 138},
    };
    for (size_t i = 0; i < 2 * sizeof cases / sizeof *cases; i++) {
        int late = i % 2 == 1; /* it comes when nobody looks any more, and is still held back */
        uint64_t signal = cases[i / 2].pending;
        const char *name = cases[i / 2].name, *when = late ? "late" : "pending";
        int pid = cases[i / 2].pid, code = cases[i / 2].code;
        if (late && (signal & (signal - 1)) != 0) continue; /* the kernel delivers two in its own order */
        usual();
        entry.pdeathsig = 0;
        entry.blocked = cases[i / 2].blocked;
        entry.ignored = cases[i / 2].ignored;
        *(late ? &kernel.late : &kernel.pending) = signal;
        kernel.pid = pid;
        run();
        check(kernel.exit_code == code && kernel.lines == 0, "%s %s: %d", when, name, code);
        check(late || pid != 1 || code == -1 || strstr(kernel.trace, "rt_sigprocmask") == NULL, "pending %s: PID 1 unblocks nothing to die of it", name);
        check((strstr(kernel.trace, "execve") == NULL) == (code != -1), "%s %s: %s", when, name, code == -1 ? "executed" : "no execve");
        check((kernel.ending == 0) == (pid != 1) && (kernel.ending & (entry.blocked | entry.ignored)) == 0, "%s %s: only PID 1 handles signals, and none that was blocked or ignored", when, name);
    }
}

/* Not even then is the command executed. */
static void obeys_a_signal_that_does_not_kill(void)
{
    usual();
    kernel.pid = 7;
    kernel.pending = SIGNAL_BIT(SIGTERM);
    kernel.fail_on = "rt_sigprocmask ffffffffffffbfff";
    kernel.fail_errno = EPERM;
    run();
    check(kernel.exit_code == 143 && kernel.failed[0] != '\0' && strstr(kernel.trace, "rt_sigprocmask 200") == NULL, "pending TERM that cannot be unblocked: 143");
}

static void acts_on_the_death_of_the_parent(void)
{
    usual();
    kernel.pid = 7;
    entry.parent = 6;
    kernel.parent = 1;
    run();
    check(kernel.exit_code == 143 && strstr(kernel.trace, "getppid\nkill 7 15\n") != NULL, "the parent died during the start: its signal ends it");
    usual();
    kernel.pid = 7;
    entry.parent = 6;
    kernel.parent = 1;
    entry.pdeathsig = SIGKILL;
    run();
    check(kernel.exit_code == 137, "and so does KILL");
    usual();
    kernel.pid = 7;
    entry.parent = kernel.parent = 6;
    run();
    check(kernel.exit_code == -1 && kernel.pdeathsig == SIGTERM, "the parent lives: the command has the parent-death signal");
}

static void leaves_signals_as_they_were(void)
{
    usual();
    entry.blocked = UINT64_C(0x8000000180000000);
    entry.ignored = UINT64_MAX;
    run();
    check(kernel.mask == entry.blocked, "the mask is that of the caller, with the signals that libc hides");
    check(kernel.ignored == ~BITS(SIGKILL, SIGSTOP), "ignored signals are, but for two that cannot be");
}

int main(void)
{
    keeps_the_order();
    keeps_the_order_of_settings();
    ends_at_each_failure_of_a_setting();
    sets_each_only_when_told();
    ends_at_each_failure();
    tolerates_what_means_no();
    believes_no_call();
    notices_whoever_is_left();
    accepts_groups_in_any_order();
    refuses_before_the_first_call();
    obeys_pending_signals();
    obeys_a_signal_that_does_not_kill();
    acts_on_the_death_of_the_parent();
    leaves_signals_as_they_were();
    return checks_failed();
}
