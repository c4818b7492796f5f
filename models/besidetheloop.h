#pragma once

// Work that takes longer than a window may stand still: another thread does it, and this one returns when it has ended.
// Meanwhile its event loop goes on: timers fire and the window paints, but what the user types, clicks and drops waits,
// and so does closing. What the work reads must not change meanwhile: a timer that edits, saves or closes has to come
// again later (isWorkOnItsWay). In another thread than the main one, without an application, and for work within such
// work, it is an ordinary call.

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace gatereeve::models
{

// Bytes of text that is read, written or gone through whole: what it takes to be worth another thread.
inline constexpr size_t LargeText = 2'000'000;

bool isWorkOnItsWay(); // main thread

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
