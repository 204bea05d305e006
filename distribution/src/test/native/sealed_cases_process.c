/* A thread that becomes another process, as far as who it is and what it may do: see sealed_cases.h. */
#define _GNU_SOURCE
#include "sealed_cases.h"

#include <errno.h>
#include <linux/capability.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

struct errand {
    struct process *process;
    void (*run)(struct process *p, void *more);
    void *more;
};

static void set_capabilities(uint64_t permitted, uint64_t effective)
{
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct sets[2] = {{(uint32_t)effective, (uint32_t)permitted, 0}, {(uint32_t)(effective >> 32), (uint32_t)(permitted >> 32), 0}};
    must(syscall(SYS_capset, &header, sets) == 0, "capset");
}

/* By bare system calls, which change this thread alone. */
static void become(const struct process *p)
{
    const uint32_t *id = p->ids;
    uint64_t all = 0;
    for (uint32_t i = 0; i < p->limit_count; i++)
        if (p->resources[i] == NICENESS_ALSO) must(setpriority(PRIO_PROCESS, 0, (int)p->soft[i]) == 0, "niceness");
    must(syscall(SYS_setgroups, (size_t)p->group_count, p->groups) == 0, "setgroups");
    for (int n = 0, in; (in = prctl(PR_CAPBSET_READ, n, 0, 0, 0)) >= 0; n++) {
        all |= (uint64_t)(in == 1) << n;
        if ((p->bounding >> n & 1) == 0) must(prctl(PR_CAPBSET_DROP, n, 0, 0, 0) == 0, "bounding set");
    }
    must(prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) == 0, "keepcaps");
    must(syscall(SYS_setresgid, id[3], id[4], id[5]) == 0 && syscall(SYS_setresuid, id[0], id[1], id[2]) == 0, "ids");
    set_capabilities(all, all);
    must(prctl(PR_SET_KEEPCAPS, 0, 0, 0, 0) == 0 && prctl(PR_SET_SECUREBITS, p->securebits, 0, 0, 0) == 0, "securebits");
    set_capabilities(p->permitted, p->effective);
    must(p->no_new_privs == 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, "no_new_privs");
}

static void *work(void *errand)
{
    const struct errand *e = errand;
    become(e->process);
    e->run(e->process, e->more);
    return NULL;
}

void run_as(struct process *p, void (*run)(struct process *p, void *more), void *more)
{
    struct errand errand = {p, run, more};
    struct rlimit before[MOST_LIMITS];
    pthread_t thread;
    for (uint32_t i = 0; i < p->limit_count; i++) {
        __rlimit_resource_t resource = (__rlimit_resource_t)p->resources[i];
        if (resource == NICENESS_ALSO) continue;
        must(getrlimit(resource, &before[i]) == 0, "limit");
        struct rlimit limit = {p->soft[i] < before[i].rlim_max ? p->soft[i] : before[i].rlim_max, before[i].rlim_max};
        must(setrlimit(resource, &limit) == 0, "limit");
    }
    must(chdir(p->directory) == 0 || chdir("/") == 0, "directory");
    must(pthread_create(&thread, NULL, work, &errand) == 0 && pthread_join(thread, NULL) == 0, "thread");
    must(chdir("/") == 0, "directory");
    for (uint32_t i = p->limit_count; i-- > 0;)
        if (p->resources[i] != NICENESS_ALSO) must(setrlimit((__rlimit_resource_t)p->resources[i], &before[i]) == 0, "limit");
}

int execute(const struct process *p, const char *path, struct result *out, struct result *err)
{
    int status;
    catch_output();
    pid_t child = fork();
    must(child >= 0, "fork");
    if (child == 0) {
        uint64_t none = 0;
        syscall(SYS_rt_sigprocmask, SIG_SETMASK, &none, NULL, sizeof none);
        syscall(SYS_close_range, 3, ~0u, 4 /* CLOSE_RANGE_CLOEXEC */);
        alarm(60); /* which outlives the exec: what hangs ends, and is seen */
        execve(path, p->argv, p->env);
        dprintf(2, "execve: %s", strerrorname_np(errno));
        _exit(99);
    }
    must(waitpid(child, &status, 0) == child, "wait");
    caught_output(out, err);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
