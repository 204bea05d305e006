#define _GNU_SOURCE
#include "training.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define STREAMS 3

static int terminal = -1, before[STREAMS];

char *training_given(char **env, const char *variable)
{
    size_t length = strlen(variable);
    for (; *env != NULL; env++)
        if (strncmp(*env, variable, length) == 0 && (*env)[length] == '=') return *env + length + 1;
    return (char *)"";
}

/* What is written on the screen nobody reads, but somebody must take. */
static void *watch(void *unused)
{
    char screen[4096];
    (void)unused;
    while (read(terminal, screen, sizeof screen) > 0) continue;
    return NULL;
}

void training_type(const char *keys)
{
    struct termios modes;
    pthread_t thread;
    int program = -1;
    terminal = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (terminal >= 0 && grantpt(terminal) == 0 && unlockpt(terminal) == 0) program = open(ptsname(terminal), O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (program < 0 || tcgetattr(program, &modes) != 0 || pthread_create(&thread, NULL, watch, NULL) != 0) return;
    cfmakeraw(&modes); /* all keys are typed before the first is read */
    tcsetattr(program, TCSANOW, &modes);
    for (int i = 0; i < STREAMS; i++) {
        before[i] = fcntl(i, F_DUPFD_CLOEXEC, STREAMS);
        dup2(program, i);
    }
    close(program);
    if (write(terminal, keys, strlen(keys)) < 0) abort();
}

void training_end(void)
{
    for (int i = 0; i < STREAMS; i++)
        if (before[i] > 0) dup2(before[i], i);
}
