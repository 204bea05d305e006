/* One of each setting, as decision.h describes their bytes. */
#ifndef CTK_ALL_SETTINGS_H
#define CTK_ALL_SETTINGS_H

#include "decision_encode.h"

#define SETTING(which, bytes) {which, {(const unsigned char *)(bytes), sizeof(bytes) - 1}}

static const struct planned all_settings[] = {
    SETTING(NICENESS, "\5\0\0\0"),
    SETTING(LIMITS, "\7\0\0\0" "\0\1\0\0\0\0\0\0" "\0\1\0\0\0\0\0\0"),
    SETTING(OWN_STDIO, "\1\0\0\0"),
    SETTING(EXEC_LABEL, "/proc/thread-self/attr/exec\0exec app\0"),
    SETTING(BOUNDING_SET, "\xff\x05\0\0\0\0\0\0"),
    SETTING(KEPT_CAPABILITIES, "\0\4\0\0\0\0\0\0"),
    SETTING(SECUREBITS, "\3\0\0\0"),
    SETTING(UMASK, "\x17\0\0\0"),
    SETTING(DIRECTORY, "/srv\0'/srv'\0"),
    SETTING(DEATH_SIGNAL, "\1\0\0\0"),
    SETTING(CLEAR_ENVIRONMENT, ""),
    SETTING(NO_NEW_PRIVS, ""),
    SETTING(LANDLOCK, "\1\0\0\0\0\0\0\0" "\1\0\0\0\0\0\0\0\4\0\0\0/usr\0"),
    SETTING(FILTER, "\6\0\0\0\0\0\xff\x7f"),
    SETTING(SECOND_FILTER, "\6\0\0\0\0\0\xff\x7f\6\0\0\0\0\0\xff\x7f"),
};

#undef SETTING

#endif
