/*
 * Pushes its argument into the terminal on descriptor 0; without one, tries to push a byte, by each way into ioctl(2) that the machine has, and prints what came of it: "WAY
 * ok", or the error's name. TIOCLINUX is of the console alone, so that ENOTTY is what it gets where nothing forbids it.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

static void tell(const char *way, long result, int error)
{
    printf("%s %s\n", way, result == 0 ? "ok" : strerrorname_np(error));
}

static void by_number(const char *way, long number, unsigned long request, char *byte)
{
    long result = syscall(number, 0, request, byte);
    tell(way, result, errno);
}

/* Push a line into the terminal, as somebody who wants it to be done does. */
static int push(const char *line)
{
    int result = 0;
    for (; *line != '\0' && result == 0; line++) result = ioctl(0, TIOCSTI, line);
    tell("injection", result, errno);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc > 1) return push(argv[1]);
    char *low = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
    if (low == MAP_FAILED) return 1;
    low[0] = 'i';
    by_number("native", SYS_ioctl, TIOCSTI, low);
    by_number("upper bits", SYS_ioctl, TIOCSTI | 0xdead00000000UL, low);
    by_number("console", SYS_ioctl, TIOCLINUX, low);
#ifdef __x86_64__
    long result;
    by_number("x32", 0x40000000L + 514, TIOCSTI, low);
    by_number("x32 by the native number", 0x40000000L + SYS_ioctl, TIOCSTI, low);
    __asm__ volatile("int $0x80" : "=a"(result) : "0"(54L), "b"(0L), "c"((long)TIOCSTI), "d"(low) : "memory", "r8", "r9", "r10", "r11");
    tell("compat", result, (int)-result);
#endif
    return 0;
}
