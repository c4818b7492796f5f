#pragma once

// Secrets on the clipboard: there for a while, then gone, unless something else was copied meanwhile.

#include <QString>

#include <chrono>
#include <functional>

namespace gatereeve::ui
{

// Calls back after that time, in the main thread. Handed in, so that tests need not wait.
using Later = std::function<void(std::chrono::seconds, std::function<void()>)>;
Later realLater();

inline constexpr std::chrono::seconds ClipboardTime{60};

// `cleared` is told when it was taken away. It may be called after whoever copied is gone.
void copyForAWhile(const QString& text, const Later& later, std::function<void()> cleared);

} // namespace gatereeve::ui
