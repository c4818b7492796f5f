#include "gateway/io/framepool.h"

#include <array>
#include <new>

namespace gatereeve::gateway
{
namespace
{

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define GATEREEVE_FREES_FRAMES // so that it sees who uses a frame that has ended
#endif
#endif
#ifdef GATEREEVE_FREES_FRAMES
constexpr bool KeepsFrames = false;
#else
constexpr bool KeepsFrames = true;
#endif
constexpr size_t Granule = 128;
constexpr size_t Classes = 64; // frames up to 8 kB are kept

struct FreeFrame {
    FreeFrame* next;
};

struct Lists {
    std::array<FreeFrame*, Classes> heads{};

    ~Lists()
    {
        for (FreeFrame* head : heads) {
            while (head) {
                FreeFrame* next = head->next;
                ::operator delete(head);
                head = next;
            }
        }
    }
};

thread_local Lists t_lists;

size_t classOf(size_t bytes)
{
    return (bytes + Granule - 1) / Granule - 1;
}

} // namespace

void* allocateFrame(size_t bytes)
{
    const size_t index = classOf(bytes);
    if (!KeepsFrames || index >= Classes)
        return ::operator new(bytes);
    if (FreeFrame* frame = t_lists.heads[index]) {
        t_lists.heads[index] = frame->next;
        return frame;
    }
    return ::operator new((index + 1) * Granule);
}

void freeFrame(void* frame, size_t bytes)
{
    const size_t index = classOf(bytes);
    if (!KeepsFrames || index >= Classes) {
        ::operator delete(frame);
        return;
    }
    auto* free = static_cast<FreeFrame*>(frame);
    free->next = t_lists.heads[index];
    t_lists.heads[index] = free;
}

} // namespace gatereeve::gateway
