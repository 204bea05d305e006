#define _GNU_SOURCE
#include "memory.h"

#include "installation.h"

#include <fcntl.h>
#include <limits.h>
#include <link.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define MIB (1L << 20)
#define LEAST (8 * MIB) /* what it writes to is as much, and the kernel kills who has less */

/*
 * The VM and its archives are 60 MiB, of which each file is read once, in pieces that the kernel chooses: up to 8 MiB where it reads ahead as much.
 * Starts in 24 MiB, from files that are not in memory, read 80 to 210 MiB with 480 to 2300 faults, in 16 MiB up to 290 and 3800. In 12 some
 * end, with 14000.
 */
#define READ_TWICE (64 * MIB)
#define FAULTS_OF_MANY 1500
#define READ_TOO_OFTEN (360 * MIB)
#define FAULTS_TOO_MANY 5000 /* unless nothing was read twice: of a disk that is not read ahead each page is a fault, and a start needs up to 7500 */
#define PAGE 4096            /* at least; for file systems that count no blocks (fuse, 9p) */
#define PATIENCE INT64_C(500000000) /* nanoseconds */
#define PIECE (64L << 10)

/* The limit of this process's control group, where the container shows it: version 2 in a namespace of its own, version 1 as Docker mounts it. */
static long limit_that_shows(void)
{
    static const char *const files[] = {"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char text[32];
        int fd = open(files[i], O_RDONLY | O_CLOEXEC);
        if (fd < 0) continue;
        ssize_t n = read(fd, text, sizeof text - 1);
        close(fd);
        if (n <= 0 || *text < '0' || *text > '9') continue; /* max */
        text[n] = '\0';
        return strtol(text, NULL, 10);
    }
    return LONG_MAX;
}

const char *memory_too_small(size_t space)
{
    if (!has_address_space(space)) return LITTLE_SPACE;
    return limit_that_shows() < LEAST ? MEMORY_SHORT : NULL;
}

static struct rusage before;
static struct timespec begin;
static int is_watched, is_in_pieces;

void memory_watch(void)
{
    getrusage(RUSAGE_SELF, &before);
    clock_gettime(CLOCK_MONOTONIC, &begin);
    is_watched = 1;
}

/*
 * Linux 6.17 reads ahead in code even where that was turned off, but never over the end of a mapping. Every other piece gets a flag that has no
 * other effect here, so that each is a mapping of its own.
 */
static int divide(struct dl_phdr_info *library, size_t size, void *unused)
{
    (void)size, (void)unused;
    for (int i = 0; i < library->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &library->dlpi_phdr[i];
        if (part->p_type != PT_LOAD || (part->p_flags & PF_X) == 0) continue;
        uintptr_t start = (library->dlpi_addr + part->p_vaddr) & -PIECE, end = library->dlpi_addr + part->p_vaddr + part->p_memsz;
        for (uintptr_t piece = start + PIECE; piece + PIECE < end; piece += 2 * PIECE) madvise((void *)piece, PIECE, MADV_DONTDUMP);
    }
    return 0;
}

static int64_t nanoseconds_since_begin(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (now.tv_sec - begin.tv_sec) * INT64_C(1000000000) + now.tv_nsec - begin.tv_nsec;
}

int memory_is_short(int is_up)
{
    struct rusage now;
    if (!is_watched || getrusage(RUSAGE_SELF, &now) != 0) return 0;
    long faults = now.ru_majflt - before.ru_majflt, bytes = (now.ru_inblock - before.ru_inblock) * 512;
    int is_read_twice = bytes > READ_TWICE || faults > READ_TWICE / PAGE;
    if (is_up) bytes = 0;
    if (bytes < READ_TWICE && faults < FAULTS_OF_MANY && !is_in_pieces) return 0;
    /* of all mappings that there are by now: that there is none somewhere is an error that does not end it */
    madvise(NULL, (size_t)(LONG_MAX & -PIECE), MADV_RANDOM);
    dl_iterate_phdr(divide, NULL);
    is_in_pieces = 1;
    return (bytes > READ_TOO_OFTEN || (faults > FAULTS_TOO_MANY && is_read_twice)) && nanoseconds_since_begin() > PATIENCE;
}
