// SPDX-License-Identifier: Apache-2.0
#include "platforms/common/media_check/sandbox.h"

#include <csignal>
#include <initializer_list>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace qoloner {

namespace {

bool limit(__rlimit_resource_t resource, rlim_t most)
{
    const rlimit both{most, most};
    return ::setrlimit(resource, &both) == 0;
}

/// What a decoder needs: memory that is no code, the two ends of its pipe, and to end.
bool filterCalls()
{
    scmp_filter_ctx filter = ::seccomp_init(SCMP_ACT_KILL_PROCESS);
    if (!filter)
        return false;
    bool good = true;
    const auto allow = [&](int call) {
        good = good && ::seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) == 0;
    };
    const auto allowIf = [&](int call, scmp_arg_cmp condition) {
        good = good && ::seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1, condition) == 0;
    };
    allowIf(SCMP_SYS(read), SCMP_A0(SCMP_CMP_EQ, STDIN_FILENO));
    allowIf(SCMP_SYS(write), SCMP_A0(SCMP_CMP_EQ, STDOUT_FILENO));
    allowIf(SCMP_SYS(mmap), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    allowIf(SCMP_SYS(mprotect), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    for (const int call :
         {SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(brk), SCMP_SYS(madvise), SCMP_SYS(futex),
          SCMP_SYS(getrandom), SCMP_SYS(rt_sigreturn), SCMP_SYS(exit_group), SCMP_SYS(exit)})
        allow(call);
    good = good && ::seccomp_load(filter) == 0;
    ::seccomp_release(filter);
    return good;
}

} // namespace

bool closeSandbox(const SandboxLimits& limits)
{
    return ::prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           ::prctl(PR_SET_DUMPABLE, 0) == 0 && limit(RLIMIT_AS, rlim_t(limits.memoryMib) << 20) &&
           limit(RLIMIT_CPU, limits.cpuSeconds) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_CORE, 0) &&
           limit(RLIMIT_NPROC, 0) && limit(RLIMIT_NOFILE, 0) && filterCalls();
}

} // namespace qoloner
