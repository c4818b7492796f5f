#include "app/largepages.h"

#include <cstdlib>
#include <string_view>

#include <climits>
#include <sys/auxv.h>
#include <unistd.h>

namespace gatereeve::app
{

namespace
{

constexpr const char* Variable = "GLIBC_TUNABLES";
// The large pages themselves (madvise); for all threads, so that one that reads files has them too; in steps that are
// large enough.
constexpr std::string_view Setting = "glibc.malloc.hugetlb=1:glibc.malloc.arena_max=1:glibc.malloc.top_pad=16777216";

} // namespace

void useLargePages(char** argv)
{
    if (::getauxval(AT_SECURE) != 0) // the variable would be taken away, again and again
        return;
    if (const char* set = std::getenv(Variable)) {
        if (set == Setting)
            ::unsetenv(Variable); // programs that this one starts are none of its business
        return;
    }
    char path[PATH_MAX] = {};
    const ssize_t length = ::readlink("/proc/self/exe", path, sizeof path - 1);
    if (length <= 0 || ::setenv(Variable, Setting.data(), 1) != 0)
        return;
    ::execv(path, argv);
    ::unsetenv(Variable); // not possible: with ordinary pages, then
}

} // namespace gatereeve::app
