/*
 * Reads requests from standard input and writes answers to standard output: see sealed_cases.h, and SealedWorld, which asks.
 * sealed_cases IMAGE
 * A request is a letter and what belongs to it. Numbers are big-endian; a text is a u32 length and that many bytes.
 */
#define _GNU_SOURCE
#include "sealed_cases.h"

#include "decision_encode.h"
#include "kernel.h"
#include "sealed_start.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define LONGEST 900 /* seconds until it ends in any case */

/* What perform_sealed() ends in, by the linker's --wrap. */
void __attribute__((noreturn)) __wrap_perform_decision(const struct start *start, const struct decision *decision);

static FILE *requests, *answers, *complaints;

void must(int good, const char *what)
{
    if (good) return;
    fprintf(complaints, "sealed_cases: %s: %s\n", what, strerror(errno));
    fflush(complaints);
    _exit(2);
}

/* ---- requests ---- */

static char texts[1 << 20]; /* of one request */
static size_t used;

static uint32_t get_number(void)
{
    unsigned char b[4];
    must(fread(b, 1, 4, requests) == 4, "request");
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static uint64_t get_set(void)
{
    uint64_t high = get_number();
    return high << 32 | get_number();
}

static char *get_text(uint32_t *length)
{
    char *text = texts + used;
    *length = get_number();
    must(*length < sizeof texts - used && fread(text, 1, *length, requests) == *length, "text");
    text[*length] = '\0';
    used += *length + 1;
    return text;
}

static char *get_string(void)
{
    uint32_t length;
    return get_text(&length);
}

static void get_strings(char **to)
{
    uint32_t count = get_number();
    must(count < MOST_TEXTS, "texts");
    for (uint32_t i = 0; i < count; i++) to[i] = get_string();
    to[count] = NULL;
}

static void get_process(struct process *p)
{
    get_strings(p->argv);
    get_strings(p->env);
    p->directory = get_string();
    for (int i = 0; i < 6; i++) p->ids[i] = get_number();
    p->group_count = get_number();
    must(p->group_count <= MOST_GROUPS, "groups");
    for (uint32_t i = 0; i < p->group_count; i++) p->groups[i] = get_number();
    p->permitted = get_set();
    p->effective = get_set();
    p->bounding = get_set();
    p->securebits = get_number();
    p->no_new_privs = get_number();
    p->limit_count = get_number();
    must(p->limit_count <= MOST_LIMITS, "limits");
    for (uint32_t i = 0; i < p->limit_count; i++) {
        p->resources[i] = get_number();
        p->soft[i] = get_set();
    }
}

static void put_number(uint32_t n)
{
    const unsigned char b[] = {(unsigned char)(n >> 24), (unsigned char)(n >> 16), (unsigned char)(n >> 8), (unsigned char)n};
    fwrite(b, 1, 4, answers);
}

static void put_result(const struct result *r)
{
    put_number((uint32_t)r->size);
    fwrite(r->bytes, 1, r->size, answers);
}

/* ---- files; a change that cannot be made is none ---- */

static void change(int letter)
{
    uint32_t mode, uid, gid, size;
    const char *path = get_string();
    if (letter == 'A') {
        const char *bytes = get_text(&size);
        int fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
        if (fd < 0) return;
        must(write(fd, bytes, size) == (ssize_t)size && close(fd) == 0, path);
        return;
    }
    const char *other = letter == 'L' || letter == 'N' ? get_string() : "";
    if (letter == 'N' || letter == 'R') {
        if ((letter == 'N' ? rename(path, other) : remove(path)) != 0) errno = 0;
        return;
    }
    mode = get_number();
    uid = get_number();
    gid = get_number();
    int fd = -1;
    if (letter == 'D') mkdir(path, 0700);
    if (letter == 'L' && symlink(other, path) != 0) return;
    if (letter == 'F') {
        const char *bytes = get_text(&size);
        fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        if (fd < 0) return;
        must(write(fd, bytes, size) == (ssize_t)size && close(fd) == 0, path);
    }
    if (lchown(path, uid, gid) == 0 && letter != 'L') chmod(path, mode);
}

/* ---- what bin/ctk would perform ---- */

static jmp_buf back;
static struct result record;

/* The record as Java writes it, from what the launcher read and filled in. */
void __wrap_perform_decision(const struct start *start, const struct decision *decision)
{
    static uint32_t groups[MOST_TEXTS];
    static const char *edits[MOST_TEXTS];
    (void)start;
    must(decision->group_count <= MOST_TEXTS && decision->edit_count <= MOST_TEXTS, "decision");
    struct plan plan = plan_of(decision, groups, edits);
    must(encoded_size(&plan) <= sizeof record.bytes, "decision");
    record.size = encode(&plan, record.bytes);
    longjmp(back, 1);
}

static const struct entry entry = {.version = ENTRY_VERSION, .size = sizeof entry};

/* The file that was read stays mapped: perform_sealed() does not expect to return from here. */
static void sealed(struct process *p, void *performed)
{
    const struct start start = {&entry, p->argv, p->env};
    if (setjmp(back) == 0) perform_sealed("/etc", BUILD_ID, &start);
    else *(uint32_t *)performed = 1;
}

/* ---- what Java decides ---- */

typedef jint (*create_vm)(JavaVM **, void **, void *);
static JavaVM *vm;
static jclass main_class;
static jmethodID main_method;

static int no_signal(void) { return 0; }
static int is_standard(int fd) { return fd >= 0 && fd <= 2; }
static void hold_nothing(void) {}

static int start_nothing(struct child *child)
{
    (void)child;
    errno = ENOSYS;
    return -1;
}

static struct host host = {NULL, 0, no_signal, start_nothing, is_standard, hold_nothing};

static void make_vm(void)
{
    static char *no_strings[] = {NULL};
    static JavaVMOption options[] = {
        {"-Djdk.module.main=ctk.main", NULL}, {"-Djdk.reflect.useNativeAccessorOnly=true", NULL}, {"-Xrs", NULL}, {"-Xlog:disable", NULL},
        {"-XX:-UsePerfData", NULL}, {"-XX:+UseSerialGC", NULL}, {"-XX:TieredStopAtLevel=1", NULL}, {"-Xmx256m", NULL},
        {"--enable-native-access=org.jnrproject", NULL},
    };
    JavaVMInitArgs arguments = {JNI_VERSION_10, sizeof options / sizeof *options, options, JNI_FALSE};
    JNIEnv *jni;
    void *library = dlopen("/mnt/usual/lib/server/libjvm.so", RTLD_NOW | RTLD_GLOBAL);
    create_vm create = library != NULL ? (create_vm)dlsym(library, "JNI_CreateJavaVM") : NULL;
    must(create != NULL && create(&vm, (void **)&jni, &arguments) == JNI_OK, "VM");
    host.env = no_strings;
    must(kernel_register(jni, &host) == 0, "native methods");
    main_class = (*jni)->FindClass(jni, "ctk/main/Main");
    must(main_class != NULL, "main class");
    main_class = (*jni)->NewGlobalRef(jni, main_class);
    main_method = (*jni)->GetStaticMethodID(jni, main_class, "start", "([[B)[B");
    must(main_method != NULL, "main method");
}

/* A record, or one byte, the exit code. */
static void decide(struct process *p, void *result)
{
    JNIEnv *jni;
    struct result *to = result;
    host.env = p->env;
    must((*vm)->AttachCurrentThread(vm, (void **)&jni, NULL) == JNI_OK, "thread");
    jobjectArray arguments = kernel_strings(jni, p->argv);
    jbyteArray answer = arguments != NULL ? (*jni)->CallStaticObjectMethod(jni, main_class, main_method, arguments) : NULL;
    if ((*jni)->ExceptionCheck(jni)) (*jni)->ExceptionDescribe(jni);
    must(answer != NULL, "answer");
    to->size = (size_t)(*jni)->GetArrayLength(jni, answer);
    must(to->size <= sizeof to->bytes, "answer");
    (*jni)->GetByteArrayRegion(jni, answer, 0, (jsize)to->size, (jbyte *)to->bytes);
    (*vm)->DetachCurrentThread(vm);
}

/* ---- answers ---- */

static struct result out, err, decided, decided_err;

static void seal(struct process *p)
{
    catch_output();
    run_as(p, decide, &decided);
    caught_output(NULL, &err);
    put_result(&decided);
    put_result(&err);
}

struct real {
    const char *path;
    int code;
};

static void start_really(struct process *p, void *more)
{
    struct real *r = more;
    r->code = execute(p, r->path, &out, &err);
}

static void put_real(struct process *p, const char *path)
{
    struct real real = {path, 0};
    run_as(p, start_really, &real);
    put_number((uint32_t)real.code);
    put_result(&out);
    put_result(&err);
}

static void start(struct process *p, uint32_t really)
{
    uint32_t performed = 0;
    uint64_t before = world_hash();
    catch_output();
    run_as(p, sealed, &performed);
    caught_output(NULL, &err);
    must(performed || err.size == 0, "what falls back says nothing");
    put_number(performed);
    if (!performed) return;
    catch_output();
    run_as(p, decide, &decided);
    caught_output(NULL, &decided_err);
    put_result(&record);
    put_result(&err);
    put_result(&decided);
    put_result(&decided_err);
    put_number(world_hash() != before);
    if (!really) return;
    put_real(p, "/mnt/sealed/bin/ctk");
    must(rename("/etc/ctk/sealed", "/etc/hidden") == 0, "hide");
    put_real(p, "/mnt/usual/bin/ctk");
    must(rename("/etc/hidden", "/etc/ctk/sealed") == 0, "show");
}

int main(int argc, char **argv)
{
    static struct process process;
    must(argc == 2, "usage");
    requests = fdopen(fcntl(0, F_DUPFD_CLOEXEC, 100), "r");
    answers = fdopen(fcntl(1, F_DUPFD_CLOEXEC, 100), "w");
    complaints = fdopen(fcntl(2, F_DUPFD_CLOEXEC, 100), "w");
    int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    must(dup2(nothing, 0) == 0, "standard input");
    umask(022);
    alarm(LONGEST);
    make_world(argv[1]);
    make_vm();
    catch_output();
    for (int letter; (letter = getc(requests)) != EOF; used = 0) {
        switch (letter) {
        case 'W': wipe_world((int)get_number()); break;
        case 'P': get_process(&process), seal(&process); break;
        case 'G': get_process(&process), start(&process, get_number()); break;
        default: change(letter);
        }
        if (letter == 'P' || letter == 'G') fflush(answers);
    }
    _exit(0);
}
