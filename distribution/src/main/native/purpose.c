/* Chooses the VM for a start from the command line alone: a question of speed and size, not of what is done. */
#include "purpose.h"

#include "installation.h"
#include "perform.h"

#include <string.h>
#include <unistd.h>

/* Else the JDK would print a warning as it loads what calls the C library. For all, since an archive is bound to it. */
#define NATIVE_ACCESS "--enable-native-access=org.jnrproject"

const char *const vm_options[] = {
    "-Djdk.module.main=ctk.main", NATIVE_ACCESS, "-Djdk.reflect.useNativeAccessorOnly=true",
    /* nothing of the VM outlives it or is heard */
    "-Xrs", "-Xlog:disable", "-XX:-UsePerfData", "-XX:+DisableAttachMechanism", "-XX:-MaxFDLimit", "-XX:-CreateCoredumpOnCrash",
    "-XX:+UnlockDiagnosticVMOptions", "-XX:-PrintWarnings", "-XX:-DumpPrivateMappingsInCore", "-XX:-DumpSharedMappingsInCore",
    "-XX:+SuppressFatalErrorMessage",
    /* small, and soon there */
    "-XX:+UseSerialGC", "-XX:ArchiveRelocationMode=0", "-XX:CompressedClassSpaceSize=16m", "--finalization=disabled", "-XX:StringTableSize=128",
    "-XX:+UnlockExperimentalVMOptions", "-XX:SymbolTableSize=1024",
#ifdef __x86_64__
    "-XX:UseAVX=0", /* fewer stubs to make: a millisecond */
#endif
    NULL,
};

#define ALL "/lib/ctk.jsa"

/* Only to run a command. */
static const char *const plain_options[] = {"-Xint", "-Xms2m", "-Xmx16m", "-XX:ReservedCodeCacheSize=4m", "-XX:-UseContainerSupport", NULL};
static const struct purpose plain = {plain_options, NULL, LEAST_SPACE};

/* To do steps before: with a compiler, for steps that compute, but not for what a usual start does; and no collection in one. */
static const char *const set_up_options[] = {
    "-XX:TieredStopAtLevel=1", "-XX:CompileThresholdScaling=30", "-Xms12m", "-Xmn8m", "-Xmx48m", "-XX:ReservedCodeCacheSize=8m",
    NULL,
};
static const struct purpose set_up = {set_up_options, ALL, 280ul << 20};

/* To walk trees, in bounded memory: a call touches so many pages of each walker's stack, of which directory.c needs 30 KiB. */
static const char *const volumes_options[] = {
    "-XX:TieredStopAtLevel=1", "-XX:StackShadowPages=10", "-Xms8m", "-Xmn4m", "-Xmx19m", "-XX:ReservedCodeCacheSize=16m",
    NULL,
};
static const struct purpose volumes = {volumes_options, ALL, 280ul << 20};

static const char *const other_options[] = {
    "-XX:TieredStopAtLevel=1", "-Xms12m", "-Xmn6m", "-Xmx48m", "-XX:ReservedCodeCacheSize=16m", NULL,
};
static const struct purpose other = {other_options, ALL, 280ul << 20};

static int is_option(const char *argument, const char *name)
{
    size_t length = strlen(name);
    return strncmp(argument, name, length) == 0 && (argument[length] == '\0' || argument[length] == '=');
}

static int is_any(const char *argument, const char *const *names)
{
    while (*names != NULL && !is_option(argument, *names)) names++;
    return *names != NULL;
}

static const struct purpose *purpose_of_run(char **argv)
{
    static const char *const answers[] = {"--help", "--version", "--dry-run", NULL}, *const steps[] = {"--config", "--setup", "--volume", NULL};
    int configured = access("/etc/ctk/ctk.toml", F_OK) == 0 || access("/etc/ctk/conf.d", F_OK) == 0;
    int has_steps = 0;
    for (; *argv != NULL && **argv == '-' && strcmp(*argv, "--") != 0; argv++) {
        if (is_any(*argv, answers) || is_option(*argv, "--user-db")) return &other;
        has_steps |= is_any(*argv, steps);
        configured &= !is_option(*argv, "--no-config");
    }
    return has_steps || configured ? &set_up : &plain;
}

const struct purpose *find_purpose(char **argv)
{
    if (failure_code(argv[0]) == EXIT_GOSU) return argv[1] != NULL && argv[1][0] != '-' ? &plain : &other;
    if (argv[1] == NULL) return &other;
    if (strcmp(argv[1], "run") == 0) return purpose_of_run(argv + 2);
    return strcmp(argv[1], "chown-volumes") == 0 ? &volumes : &other;
}
