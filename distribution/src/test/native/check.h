/* The checks of the C tests: each prints "ok NAME" or "not ok NAME"; main returns checks_failed(). */
#ifndef CTK_CHECK_H
#define CTK_CHECK_H

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static int failed_checks;

static inline void __attribute__((format(printf, 2, 3))) check(int good, const char *name, ...)
{
    va_list arguments;
    va_start(arguments, name);
    printf(good ? "ok " : "not ok ");
    vprintf(name, arguments);
    putchar('\n');
    va_end(arguments);
    if (!good) failed_checks++;
}

static inline void check_text(const char *name, const char *expected, const char *actual)
{
    check(strcmp(expected, actual) == 0, "%s", name);
    if (strcmp(expected, actual) != 0) printf("# expected\n%s\n# but was\n%s\n", expected, actual);
}

static inline int checks_failed(void)
{
    fflush(stdout);
    return failed_checks != 0;
}

#endif
