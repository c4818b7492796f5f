#include "gateway/store/countpart.h"

#include <cstring>
#include <type_traits>

namespace gatereeve::gateway
{

namespace
{

struct Entry { // its name and its scope follow
    Nanoseconds start = 0;
    int64_t count = 0;
    uint32_t nameSize = 0, scopeSize = 0;
};
static_assert(std::has_unique_object_representations_v<Entry>);

} // namespace

std::string countPart(std::span<const std::shared_ptr<KeyCounters>> counters)
{
    std::string part;
    for (const auto& entry : counters) {
        if (entry->dropped.load(std::memory_order_acquire))
            continue;
        const CountedSince word = entry->quota.load();
        const Entry head{word.start, word.count, static_cast<uint32_t>(entry->name.size()),
                         static_cast<uint32_t>(entry->scope.size())};
        part.append(reinterpret_cast<const char*>(&head), sizeof head).append(entry->name).append(entry->scope);
    }
    return part;
}

bool readCountPart(std::string_view part, const CountReader& reader)
{
    while (!part.empty()) {
        Entry head;
        if (part.size() < sizeof head)
            return false;
        std::memcpy(&head, part.data(), sizeof head);
        part.remove_prefix(sizeof head);
        if (part.size() < size_t{head.nameSize} + head.scopeSize)
            return false;
        reader(part.substr(0, head.nameSize), part.substr(head.nameSize, head.scopeSize), {head.start, head.count});
        part.remove_prefix(size_t{head.nameSize} + head.scopeSize);
    }
    return true;
}

} // namespace gatereeve::gateway
