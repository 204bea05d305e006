/*
 * The floor of ctk chown-volumes: the same system calls on every entry of a tree, from C, with THREADS threads and
 * nothing else: no VM, no options, no report. It is for the trees of the benchmark; an error ends it.
 *
 *     walk_floor UID GID THREADS PATH
 *
 * Threads share one stack of directories to be walked. A directory is opened from its parent's descriptor, which stays
 * open until the last child has been opened; as the stack is last in, first out, few are open at any time.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    BUFFER = 16 * 1024, /* as ctk's, so that both make as many calls */
    OPEN = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK,
    MASK = STATX_BASIC_STATS,
};

struct directory {
    struct directory *next;   /* in the stack, or in a list to be pushed */
    struct directory *parent; /* whose descriptor opens this one; NULL for PATH */
    atomic_int uses;          /* of the descriptor: the walk itself, and each child not yet opened */
    int fd;
    char name[];
};

static uid_t uid;
static gid_t gid;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static struct directory *stack; /* under lock, as is: */
static long pending;            /* directories in the stack or being walked */

static struct directory *directory(const char *name, struct directory *parent, struct directory *next) {
    size_t length = strlen(name) + 1;
    struct directory *d = malloc(sizeof *d + length);
    if (d == NULL) {
        err(1, "malloc");
    }
    d->next = next;
    d->parent = parent;
    atomic_init(&d->uses, 1);
    memcpy(d->name, name, length);
    if (parent != NULL) {
        atomic_fetch_add(&parent->uses, 1);
    }
    return d;
}

static void release(struct directory *d) {
    if (atomic_fetch_sub(&d->uses, 1) == 1) {
        close(d->fd);
        free(d);
    }
}

/* Put a list of directories on the stack; count is what that adds to those pending. */
static void push(struct directory *list, long count) {
    struct directory *last = list;
    while (last != NULL && last->next != NULL) {
        last = last->next;
    }
    pthread_mutex_lock(&lock);
    if (last != NULL) {
        last->next = stack;
        stack = list;
    }
    pending += count;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

/* Take a directory off the stack; NULL when none is left nor will come. */
static struct directory *take(void) {
    pthread_mutex_lock(&lock);
    while (stack == NULL && pending > 0) {
        pthread_cond_wait(&changed, &lock);
    }
    struct directory *d = stack;
    if (d != NULL) {
        stack = d->next;
    }
    pthread_mutex_unlock(&lock);
    return d;
}

static int differs(int fd, const char *name, int flags, struct statx *status) {
    if (statx(fd, name, flags, MASK, status) != 0) {
        err(1, "statx '%s'", name);
    }
    return status->stx_uid != uid || status->stx_gid != gid;
}

/* Treat the entries in a buffer; those that are directories are pushed. */
static void entries(struct directory *d, char *buffer, ssize_t length) {
    struct directory *children = NULL;
    long count = 0;
    for (ssize_t at = 0; at < length; at += ((struct dirent64 *) (buffer + at))->d_reclen) {
        struct dirent64 *entry = (struct dirent64 *) (buffer + at);
        const char *name = entry->d_name;
        struct statx status;
        if (name[0] == '.' && (name[1] == 0 || (name[1] == '.' && name[2] == 0))) {
            continue;
        }
        if (entry->d_type == DT_DIR) {
            children = directory(name, d, children);
            count++;
        } else if (differs(d->fd, name, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT, &status)
                   && fchownat(d->fd, name, uid, gid, AT_SYMLINK_NOFOLLOW) != 0) {
            err(1, "fchownat '%s'", name);
        }
    }
    if (children != NULL) {
        push(children, count);
    }
}

static void walk(struct directory *d, char *buffer) {
    struct statx status;
    ssize_t length;
    d->fd = openat(d->parent == NULL ? AT_FDCWD : d->parent->fd, d->name, OPEN);
    if (d->fd < 0) {
        err(1, "openat '%s'", d->name);
    }
    if (d->parent != NULL) {
        release(d->parent);
    }
    if (differs(d->fd, "", AT_EMPTY_PATH, &status) && fchown(d->fd, uid, gid) != 0) {
        err(1, "fchown '%s'", d->name);
    }
    while ((length = getdents64(d->fd, buffer, BUFFER)) > 0) {
        entries(d, buffer, length);
    }
    if (length < 0) {
        err(1, "getdents64 '%s'", d->name);
    }
    release(d);
    push(NULL, -1);
}

static void *work(void *unused) {
    _Alignas(struct dirent64) char buffer[BUFFER];
    for (struct directory *d = take(); d != NULL; d = take()) {
        walk(d, buffer);
    }
    return unused;
}

int main(int argc, char **argv) {
    if (argc != 5) {
        errx(2, "usage: walk_floor UID GID THREADS PATH");
    }
    uid = (uid_t) strtoul(argv[1], NULL, 10);
    gid = (gid_t) strtoul(argv[2], NULL, 10);
    int threads = atoi(argv[3]);
    push(directory(argv[4], NULL, NULL), 1);
    pthread_t others[threads > 0 ? threads : 1];
    for (int i = 1; i < threads; i++) {
        if ((errno = pthread_create(&others[i], NULL, work, NULL)) != 0) {
            err(1, "pthread_create");
        }
    }
    work(NULL);
    for (int i = 1; i < threads; i++) {
        pthread_join(others[i], NULL);
    }
    return 0;
}
