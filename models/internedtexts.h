#pragma once

// Texts that many hold at the same time, each kept once and only as long as somebody holds it. Main thread.

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gatereeve::models
{

class InternedTexts
{
public:
    InternedTexts() = default;
    InternedTexts(const InternedTexts&) = delete;
    InternedTexts& operator=(const InternedTexts&) = delete;

    // An id for that text; the same one while anybody holds it. Goes with release(), once for each hold().
    uint32_t hold(std::string_view text);
    void release(uint32_t id);
    std::string_view at(uint32_t id) const { return m_slots[id].text; }
    // Ids are used again. Differs between two texts that had the same id: whoever remembers something by id compares.
    uint64_t serial(uint32_t id) const { return m_slots[id].serial; }
    void clear();                                // nobody holds anything any more
    size_t size() const { return m_ids.size(); } // different texts held

private:
    struct Slot {
        std::string text;
        uint32_t holders = 0;
        uint64_t serial = 0;
    };
    std::deque<Slot> m_slots; // their texts never move: m_ids looks into them
    std::vector<uint32_t> m_free;
    std::unordered_map<std::string_view, uint32_t> m_ids;
    uint64_t m_lastSerial = 0;
};

} // namespace gatereeve::models
