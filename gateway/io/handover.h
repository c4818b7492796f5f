#pragma once

// Says to the thread sanitizer that one thread hands over to another what it can't see, since Qt's own locks are not
// built with it: without this each job of a Qt queue looks like a race. In any other build it is nothing.

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define GATEREEVE_THREAD_SANITIZER
extern "C" void __tsan_acquire(void* address);
extern "C" void __tsan_release(void* address);
#endif
#endif

namespace gatereeve::gateway
{

class HandOver
{
public:
#ifdef GATEREEVE_THREAD_SANITIZER
    void give() { __tsan_release(this); }
    void take() { __tsan_acquire(this); }
#else
    void give() {}
    void take() {}
#endif
};

} // namespace gatereeve::gateway
