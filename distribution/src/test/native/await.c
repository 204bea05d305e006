/* await SIGNAL: exit 0 once this blocked signal, by its number, has come; exit 1 if it has not after 10 seconds. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdlib.h>
#include <time.h>

int main(int argc, char **argv)
{
    sigset_t set;
    const struct timespec limit = {10, 0};
    if (argc != 2 || sigemptyset(&set) != 0 || sigaddset(&set, atoi(argv[1])) != 0) return 97;
    return sigtimedwait(&set, NULL, &limit) == atoi(argv[1]) ? 0 : 1;
}
