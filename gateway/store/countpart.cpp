#include "gateway/store/countpart.h"

#include <cstring>
#include <optional>
#include <type_traits>

namespace gatereeve::gateway
{

namespace
{

struct Head { // the entries follow
    uint32_t version = 1, entries = 0;
};
static_assert(std::has_unique_object_representations_v<Head>);

struct Entry { // its name and its scope follow
    Nanoseconds start = 0;
    int64_t count = 0;
    uint32_t nameSize = 0, scopeSize = 0;
};
static_assert(std::has_unique_object_representations_v<Entry>);

template <typename T>
void append(std::string& part, const T& value)
{
    part.append(reinterpret_cast<const char*>(&value), sizeof value);
}

template <typename T>
std::optional<T> take(std::string_view& part)
{
    if (part.size() < sizeof(T))
        return std::nullopt;
    T value;
    std::memcpy(&value, part.data(), sizeof value);
    part.remove_prefix(sizeof value);
    return value;
}

} // namespace

std::string countPart(std::span<const std::shared_ptr<KeyCounters>> counters)
{
    Head head;
    std::string part;
    append(part, head);
    for (const auto& entry : counters) {
        if (entry->dropped.load(std::memory_order_acquire))
            continue;
        const CountedSince word = entry->quota.load();
        append(part, Entry{word.start, word.count, static_cast<uint32_t>(entry->name.size()),
                           static_cast<uint32_t>(entry->scope.size())});
        part.append(entry->name).append(entry->scope);
        ++head.entries;
    }
    if (head.entries == 0)
        return {};
    std::memcpy(part.data(), &head, sizeof head);
    return part;
}

bool readCountPart(std::string_view part, const CountReader& reader)
{
    const auto head = take<Head>(part);
    if (!head || head->version != Head().version || head->entries == 0)
        return false;
    for (uint32_t i = 0; i < head->entries; ++i) {
        const auto entry = take<Entry>(part);
        if (!entry || entry->start < 0 || entry->count < 0)
            return false;
        const size_t size = size_t{entry->nameSize} + entry->scopeSize;
        if (part.size() < size)
            return false;
        reader(part.substr(0, entry->nameSize), part.substr(entry->nameSize, entry->scopeSize),
               {entry->start, entry->count});
        part.remove_prefix(size);
    }
    return part.empty();
}

} // namespace gatereeve::gateway
