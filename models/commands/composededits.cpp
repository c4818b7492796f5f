#include "models/commands/composededits.h"

#include <algorithm>
#include <deque>
#include <limits>

namespace gatereeve::models
{

namespace
{

// A stretch of the text after an edit: bytes of the text before, or bytes that were put in.
struct Stretch {
    size_t offset = 0, length = 0; // in the text before; unused when inserted
    std::string inserted;
    bool isInserted = false;

    size_t size() const { return isInserted ? inserted.size() : length; }
    // Cuts the first n bytes off and returns them.
    Stretch takeFront(size_t n)
    {
        Stretch front = *this;
        if (isInserted) {
            front.inserted.resize(n);
            inserted.erase(0, n);
        } else {
            front.length = n;
            offset += n;
            length -= n;
        }
        return front;
    }
};

std::deque<Stretch> stretchesOf(const json::Edits& edits)
{
    std::deque<Stretch> stretches;
    size_t position = 0;
    for (const auto& edit : edits) {
        stretches.push_back({position, edit.offset - position, {}, false});
        stretches.push_back({0, 0, edit.inserted, true});
        position = edit.offset + edit.removed;
    }
    // The rest of the text, however long it is.
    stretches.push_back({position, std::numeric_limits<size_t>::max() / 2, {}, false});
    return stretches;
}

// Moves n bytes from the front of `from` to the end of `to`, or drops them when there is no `to`.
void move(size_t n, std::deque<Stretch>& from, std::deque<Stretch>* to)
{
    while (n > 0) {
        Stretch front = from.front().takeFront(std::min(n, from.front().size()));
        n -= front.size();
        if (to)
            to->push_back(std::move(front));
        if (from.front().size() == 0)
            from.pop_front();
    }
}

json::Edits editsOf(const std::deque<Stretch>& stretches)
{
    json::Edits edits;
    size_t position = 0;
    std::string inserted;
    for (const auto& stretch : stretches) {
        if (stretch.size() == 0)
            continue;
        if (stretch.isInserted) {
            inserted += stretch.inserted;
            continue;
        }
        if (stretch.offset != position || !inserted.empty())
            edits.push_back({position, stretch.offset - position, std::exchange(inserted, {})});
        position = stretch.offset + stretch.length;
    }
    return edits;
}

} // namespace

json::Edits composed(const json::Edits& first, const json::Edits& second)
{
    std::deque<Stretch> rest = stretchesOf(first), result;
    size_t position = 0;
    for (const auto& edit : second) {
        move(edit.offset - position, rest, &result);
        move(edit.removed, rest, nullptr);
        result.push_back({0, 0, edit.inserted, true});
        position = edit.offset + edit.removed;
    }
    std::move(rest.begin(), rest.end(), std::back_inserter(result));
    return editsOf(result);
}

json::Edits difference(std::string_view before, std::string_view after)
{
    const size_t shorter = std::min(before.size(), after.size());
    const auto head = static_cast<size_t>(
        std::mismatch(before.begin(), before.begin() + static_cast<std::ptrdiff_t>(shorter), after.begin()).first -
        before.begin());
    size_t tail = 0;
    while (tail < shorter - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    if (before.size() == after.size() && head == before.size())
        return {};
    return {{head, before.size() - head - tail, std::string(after.substr(head, after.size() - head - tail))}};
}

} // namespace gatereeve::models
