/*
 * When the watch on memory lets a start go on, and when it ends it: with made-up counts of what was read, and a made-up clock.
 * Prints "ok NAME" or "not ok NAME" for each check, and exits 0 if all are ok.
 */
#define _GNU_SOURCE
#include "memory.h"

#include "check.h"

#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>

#define MIB (1L << 20)

int __wrap_getrusage(int who, struct rusage *to);
int __wrap_clock_gettime(clockid_t clock, struct timespec *to);
int __wrap_madvise(void *start, size_t size, int advice);

static long faults, bytes, milliseconds, advices;

int __wrap_getrusage(int who, struct rusage *to)
{
    (void)who;
    *to = (struct rusage){.ru_majflt = faults, .ru_inblock = bytes / 512};
    return 0;
}

int __wrap_clock_gettime(clockid_t clock, struct timespec *to)
{
    (void)clock;
    *to = (struct timespec){.tv_sec = milliseconds / 1000, .tv_nsec = milliseconds % 1000 * 1000000};
    return 0;
}

int __wrap_madvise(void *start, size_t size, int advice)
{
    (void)start, (void)size, (void)advice;
    advices++;
    return 0;
}

static void check_after(int expected, int is_up, long more_faults, long more_mib, long more_milliseconds, const char *name)
{
    memory_watch();
    faults += more_faults;
    bytes += more_mib * MIB;
    milliseconds += more_milliseconds;
    check(memory_is_short(is_up) == expected, "%s: %s", name, expected ? "short" : "goes on");
}

int main(void)
{
    check(memory_is_short(0) == 0, "nothing is watched yet");
    check_after(0, 0, 16, 48, 100, "a usual start from files that are not in memory");
    check_after(0, 0, 16, 48, 60000, "the same on a slow disk");
    check(advices == 0, "reading ahead was left on");
    check_after(0, 0, 5300, 21, 8000, "a slow disk that is not read ahead: each page is a fault, and is read once");
    check(advices > 0, "reading ahead was turned off");
    check_after(0, 0, 7500, 0, 8000, "the same where the file system counts no blocks");
    check_after(0, 1, 7500, 30, 8000, "the same with a VM");
    check_after(1, 0, 5300, 100, 600, "the same pages again, one by one");
    check_after(1, 1, 5300, 100, 600, "the same with a VM");
    check_after(1, 0, 17000, 0, 600, "the same where the file system counts no blocks");
    check_after(0, 0, 17000, 400, 400, "not before half a second");
    check_after(1, 0, 700, 400, 600, "the same pages again, much at a time");
    check_after(0, 1, 700, 400, 600, "what Java reads from files");
    return checks_failed();
}
