#pragma once

// Work that takes longer than a window may stand still: another thread does it, and this one returns when it has ended.
// Meanwhile its event loop goes on: the window paints, moves and is resized. What the user types, clicks and drops
// waits, and so do closing, timers, and fields that take over what was typed when they lose the focus. What the work
// reads must not change meanwhile: what comes from another thread, and edits, saves or closes, has to come again
// (comesAgainWhenFree). In another thread than the main one, without an application, and for work within such work, it
// is an ordinary call. Work throws nothing.

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

class QObject;

namespace gatereeve::models
{

// Bytes of text that is read, written or gone through whole: what it takes to be worth another thread.
inline constexpr size_t LargeText = 2'000'000;

// Main thread.
bool isWorkOnItsWay();
// True: not now; `call` comes when the work has ended, if `context` is still there.
bool comesAgainWhenFree(QObject* context, const std::function<void()>& call);

void doBesideTheLoop(const std::function<void()>& work);

template <typename Work>
auto besideTheLoop(const Work& work)
{
    std::optional<std::invoke_result_t<const Work&>> result;
    doBesideTheLoop([&] { result.emplace(work()); });
    return *std::move(result);
}

// Here where the text is small, which takes less time than another thread.
template <typename Work>
auto besideTheLoopIf(bool isLarge, const Work& work)
{
    return isLarge ? besideTheLoop(work) : work();
}

// The last of a large value: another thread frees it, some time.
void endBesideTheLoop(std::shared_ptr<const void> last);

} // namespace gatereeve::models
