#pragma once

// How often the process asks for memory, takes a lock, wakes a thread or emits a signal, by standing before the
// functions of libc and Qt that do it. What threads do that said `isOutside` is not counted. Include it in one file of
// a program; not together with a sanitizer, which stands there itself.

#include <atomic>
#include <cstddef>
#include <cstdint>

#include <dlfcn.h>
#include <execinfo.h>
#include <pthread.h>
#include <unistd.h>

namespace gatereeve::tests
{

struct WorkCounts {
    uint64_t allocations = 0, locks = 0, wakes = 0, signals_ = 0;
};

inline std::atomic<uint64_t> allocations, locks, wakes, emitted;
inline thread_local bool isOutside = false;

inline std::atomic<int> allocationsToShow; // from where the next so many come: goes to stderr

inline void countOne(std::atomic<uint64_t>& counter)
{
    if (!isOutside)
        counter.fetch_add(1, std::memory_order_relaxed);
}

inline void countAllocation()
{
    countOne(allocations);
    if (isOutside || allocationsToShow.load(std::memory_order_relaxed) <= 0)
        return;
    isOutside = true;
    if (allocationsToShow.fetch_sub(1) > 0) {
        void* frames[10];
        backtrace_symbols_fd(frames, backtrace(frames, 10), STDERR_FILENO);
        if (::write(STDERR_FILENO, "\n", 1) != 1)
            allocationsToShow = 0;
    }
    isOutside = false;
}

inline WorkCounts workSoFar()
{
    return {allocations, locks, wakes, emitted};
}

template <typename Function>
Function* nextOf(const char* name)
{
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

} // namespace gatereeve::tests

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define GATEREEVE_NOT_COUNTED
#endif
#endif

#ifndef GATEREEVE_NOT_COUNTED
extern "C" {
void* __libc_malloc(size_t size);
void* __libc_calloc(size_t count, size_t size);
void* __libc_realloc(void* old, size_t size);
void* __libc_memalign(size_t alignment, size_t size);

void* malloc(size_t size)
{
    gatereeve::tests::countAllocation();
    return __libc_malloc(size);
}
void* calloc(size_t count, size_t size)
{
    gatereeve::tests::countAllocation();
    return __libc_calloc(count, size);
}
void* realloc(void* old, size_t size)
{
    gatereeve::tests::countAllocation();
    return __libc_realloc(old, size);
}
void* aligned_alloc(size_t alignment, size_t size)
{
    gatereeve::tests::countAllocation();
    return __libc_memalign(alignment, size);
}
int pthread_mutex_lock(pthread_mutex_t* mutex) noexcept
{
    static auto* const next = gatereeve::tests::nextOf<int(pthread_mutex_t*)>("pthread_mutex_lock");
    gatereeve::tests::countOne(gatereeve::tests::locks);
    return next(mutex);
}
ssize_t write(int descriptor, const void* bytes, size_t size) // data goes by writev and send: this wakes an eventfd
{
    static auto* const next = gatereeve::tests::nextOf<ssize_t(int, const void*, size_t)>("write");
    gatereeve::tests::countOne(gatereeve::tests::wakes);
    return next(descriptor, bytes, size);
}
// QMetaObject::activate(QObject*, const QMetaObject*, int, void**)
void _ZN11QMetaObject8activateEP7QObjectPKS_iPPv(void* sender, const void* meta, int signal, void** arguments)
{
    static auto* const next =
        gatereeve::tests::nextOf<void(void*, const void*, int, void**)>("_ZN11QMetaObject8activateEP7QObjectPKS_iPPv");
    gatereeve::tests::countOne(gatereeve::tests::emitted);
    next(sender, meta, signal, arguments);
}
}
#endif
