/*
 * Which file perform() executes, with which arguments and environment, and what it says when there is none: on a simulated kernel.
 * Prints "ok NAME" or "not ok NAME" for each check, and exits 0 if all are ok.
 */
#define _GNU_SOURCE
#include "usual_start.h"

#include <errno.h>

static char name[PATH_MAX + 64], path[2 * PATH_MAX];

/* Return the environment of the command, one variable a line. */
static const char *environment(void)
{
    static char text[1 << 16];
    size_t used = 0;
    text[0] = '\0';
    for (char **e = kernel.env; kernel.exit_code == -1 && *e != NULL && used < sizeof text; e++) used += (size_t)snprintf(text + used, sizeof text - used, "%s\n", *e);
    return text;
}

/* Run with these variables and these edits, both up to NULL. Return the environment of the command. */
static const char *edited(char *const *env, const char *const *edits)
{
    usual();
    plan.edits = edits;
    for (plan.edit_count = 0; edits[plan.edit_count] != NULL;) plan.edit_count++;
    run_with((char *const[]){"ctk", "run", "-", "/usr/bin/app", NULL}, env);
    return environment();
}

#define LIST(...) ((void *)(const char *const[]){__VA_ARGS__, NULL})
#define EMPTY ((void *)(const char *const[]){NULL})

static void edits_the_environment(void)
{
    check_text("no edits leave all as it was", "B=1\nA=2\n\nno equals\nB=3\n", edited(LIST("B=1", "A=2", "", "no equals", "B=3"), EMPTY));
    check_text("an edit stands where its name stood", "A=1\nHOME=/srv\nB=2\n", edited(LIST("A=1", "HOME=/root", "B=2"), LIST("HOME=/srv")));
    check_text("an edit of a new name stands at the end", "A=1\nHOME=/srv\n", edited(LIST("A=1"), LIST("HOME=/srv")));
    check_text("an edit replaces each variable of its name", "HOME=/srv\nA=1\n", edited(LIST("HOME=/root", "A=1", "HOME=", "HOME=/x"), LIST("HOME=/srv")));
    check_text("new names stand in the order of the edits", "B=2\nZ=1\nA=3\n", edited(LIST("B=1"), LIST("Z=1", "B=2", "A=3")));
    check_text("a name is no other's beginning", "HOMER=1\nHOM=2\nHOME\nxHOME=3\nHOME=/srv\n", edited(LIST("HOMER=1", "HOM=2", "HOME", "xHOME=3"), LIST("HOME=/srv")));
    check_text("no environment but the edits", "A=\nB==\n", edited(EMPTY, LIST("A=", "B==")));
    check_text("nothing at all", "", edited(EMPTY, EMPTY));
    check_text("a removed variable is gone", "A=1\nB=2\n", edited(LIST("A=1", "HOME=/root", "B=2"), LIST("HOME")));
    check_text("a removal takes each variable of its name", "A=1\n", edited(LIST("HOME=/root", "A=1", "HOME=", "HOME=/x"), LIST("HOME")));
    check_text("a removal takes no other", "HOMER=1\nHOM=2\nHOME\n\n=HOME=3\n", edited(LIST("HOMER=1", "HOM=2", "HOME", "", "=HOME=3"), LIST("HOME")));
    check_text("a removal of what is not there", "A=1\n", edited(LIST("A=1"), LIST("HOME")));
    check_text("a removal from nothing", "", edited(EMPTY, LIST("HOME")));
    check_text("removals beside settings", "B=x\nD=4\nE=y\n", edited(LIST("A=1", "B=2", "C=3", "D=4"), LIST("C", "B=x", "E=y", "A")));
    check_text("all removed", "", edited(LIST("A=1", "B=2", "A=3"), LIST("B", "A")));
    check_text("a removal before a setting of its name: set, at the end", "B=2\nA=x\n", edited(LIST("A=1", "B=2", "A=3"), LIST("A", "A=x")));
    check_text("a removal behind a setting of its name: set, in its place", "A=x\nB=2\n", edited(LIST("A=1", "B=2", "A=3"), LIST("A=x", "A")));
    check_text("a removal twice", "B=2\n", edited(LIST("A=1", "B=2", "A=3"), LIST("A", "A")));
    check_text("bytes", "\xff=\xfe\n", edited(LIST("\xff=1"), LIST("\xff=\xfe")));
}

static void edits_many_variables(void)
{
    static const char *many[3001];
    static char lines[3000][8];
    for (int i = 0; i < 3000; i++) {
        snprintf(lines[i], sizeof lines[i], "V=%d", i);
        many[i] = lines[i];
    }
    check_text("one edit replaces 3,000 variables of a name", "V=x\n", edited((char *const *)many, LIST("V=x")));
    usual();
    plan.edits = many;
    plan.edit_count = 3000;
    run_with((char *const[]){"ctk", "run", "-", "/usr/bin/app", NULL}, EMPTY);
    check(kernel.exit_code == -1 && strcmp(kernel.env[0], "V=0") == 0, "3,000 edits");
}

static void passes_arguments_on(void)
{
    usual();
    run();
    check(kernel.argv == usual_argv + 3, "the arguments are the caller's, from the command on");
    check_text("the command's path is not its first argument", "/usr/bin/app", kernel.path);
}

/* Run a command, named like this, with PATH set to this or not set if NULL. */
static void search(const char *command, const char *value)
{
    usual();
    entry.free_count = 0;
    snprintf(path, sizeof path, "PATH=%s", value != NULL ? value : "");
    run_with((char *const[]){"ctk", "run", "-", (char *)command, NULL}, (char *const[]){"PAT=/usr/bin", "XPATH=/usr/bin", value != NULL ? path : "PATHS=/usr/bin", NULL});
}

static void check_found(const char *command, const char *value, const char *found)
{
    search(command, value);
    check(kernel.exit_code == -1 && strcmp(kernel.path, found) == 0, "%s in PATH=%.40s is %s", command, value, found);
}

static void check_not_found(const char *command, const char *value, int code, const char *line)
{
    search(command, value);
    check_error(value != NULL ? value : "(no PATH)", code, line);
}

static void searches_the_path(void)
{
    check_found("app", "/usr/bin", "/usr/bin/app");
    check_found("app", "/none:/usr/local/bin:/usr/bin:/bin", "/usr/bin/app");
    check_found("app", "/usr/bin:", "/usr/bin/app");
    check_found("app", "/usr/bin:relative", "/usr/bin/app");
    check_found("app", "::/usr/bin", "/usr/bin/app");
    check_found("/usr/bin/app", NULL, "/usr/bin/app");
    check_found("no/such", "/usr/bin", "no/such"); /* up to execve */
    check_not_found("app", NULL, 127, "ctk run: cannot find 'app': PATH is not set\n");
    check_not_found("app", "", 127, "ctk run: cannot find 'app': not in PATH\n");
    check_not_found("app", "/none:/usr/local/bin", 127, "ctk run: cannot find 'app': not in PATH\n");
    check_not_found("", "/usr/bin", 127, "ctk run: cannot find 'app': the name is empty\n");
    check_not_found("dir", "/usr/local/bin", 127, "ctk run: cannot find 'app': not in PATH\n");
    check_not_found("secret", "/usr/bin:/none", 126, "ctk run: cannot execute 'app': permission denied\n");
    check_not_found("here", "", 126, "ctk run: cannot execute 'app': it was found by an empty or relative element of PATH\n");
    check_not_found("here", "/usr/bin:", 126, "ctk run: cannot execute 'app': it was found by an empty or relative element of PATH\n");
    check_not_found("here", ".:/usr/bin", 126, "ctk run: cannot execute 'app': it was found by an empty or relative element of PATH\n");
}

/* The search uses the PATH that the command gets. */
static void searches_the_edited_path(void)
{
    usual();
    plan.edits = (const char *const[]){"PATH=/usr/bin"};
    run_with(usual_argv, LIST("PATH=/none", "PATH=/none/either"));
    check(kernel.exit_code == -1, "an edit of PATH counts for the search");
    usual();
    run_with(usual_argv, LIST("PATH=/usr/bin", "PATH=/none"));
    check(kernel.exit_code == -1, "the first PATH counts");
    usual();
    plan.edits = (const char *const[]){"PATH"};
    run();
    check_error("a removed PATH", 127, "ctk run: cannot find 'app': PATH is not set\n");
}

/* Elements and names around PATH_MAX, with which a buffer of PATH_MAX bytes is filled. */
static void searches_with_long_names(void)
{
    for (int length = PATH_MAX - 8; length < PATH_MAX + 8; length++) {
        memset(name, 'n', (size_t)length);
        name[length] = '\0';
        for (int with = 0; with < 4; with++) {
            search(name, ((const char *[]){"", "/", "/b", ":/usr/bin:"})[with]);
            check(kernel.exit_code == 127 && kernel.lines == 1, "a name of %d bytes in PATH %d is not found", length, with);
        }
        name[0] = '/';
        search("app", name);
        check(kernel.exit_code == 127 && kernel.lines == 1, "an element of %d bytes holds no command", length);
        strcat(name, ":/usr/bin");
        search("app", name);
        check(kernel.exit_code == -1, "and the search goes on behind it");
    }
    memset(name, 'n', PATH_MAX);
    name[0] = '/';
    const size_t whole = PATH_MAX - sizeof "/app";
    name[whole] = '\0';
    strcat(strcpy(path, name), "/app");
    const struct file longest[] = {{strdup(path), 0, 0}, {NULL, 0, 0}};
    usual();
    kernel.files = longest;
    snprintf(path, sizeof path, "PATH=%s", name);
    run_with(usual_argv, (char *const[]){path, NULL});
    check(kernel.exit_code == -1 && strlen(kernel.path) == PATH_MAX - 1, "the longest path that the kernel takes is found");
    free((void *)longest[0].path);
}

/* Let execve of this command fail. */
static void check_execve(const char *command, int error, int code, const char *line)
{
    char call[64];
    snprintf(call, sizeof call, "execve %s", command);
    usual();
    kernel.fail_on = call;
    kernel.fail_errno = error;
    run_with((char *const[]){"ctk", "run", "-", (char *)command, NULL}, usual_env);
    check(kernel.exit_code == code && kernel.lines == 1, "execve fails with %s: %d", strerrordesc_np(error), code);
    check_text("its line", line, kernel.said);
}

static void says_why_execve_failed(void)
{
    check_execve("/usr/bin/app", EACCES, 126, "ctk run: cannot execute 'app': permission denied\n");
    check_execve("/usr/bin/app", ENOEXEC, 126, "ctk run: cannot execute 'app': exec format error\n");
    check_execve("/usr/bin/app", E2BIG, 126, "ctk run: cannot execute 'app': argument list too long\n");
    check_execve("/usr/bin/app", ENOENT, 126, "ctk run: cannot execute 'app': its interpreter is missing\n");
    check_execve("/usr/bin/none", ENOENT, 127, "ctk run: cannot find 'app': no such file or directory\n");
    check_execve("/usr/bin/app", 4095, 126, "ctk run: cannot execute 'app'\n");
}

int main(void)
{
    edits_the_environment();
    edits_many_variables();
    passes_arguments_on();
    searches_the_path();
    searches_the_edited_path();
    searches_with_long_names();
    says_why_execve_failed();
    return checks_failed();
}
