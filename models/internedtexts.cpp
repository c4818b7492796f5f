#include "models/internedtexts.h"

#include <cassert>

namespace gatereeve::models
{

uint32_t InternedTexts::hold(std::string_view text)
{
    if (const auto known = m_ids.find(text); known != m_ids.end()) {
        ++m_slots[known->second].holders;
        return known->second;
    }
    uint32_t id = 0;
    if (m_free.empty()) {
        id = static_cast<uint32_t>(m_slots.size());
        m_slots.emplace_back();
    } else {
        id = m_free.back();
        m_free.pop_back();
    }
    Slot& slot = m_slots[id];
    slot = {std::string(text), 1, ++m_lastSerial};
    m_ids.emplace(slot.text, id);
    return id;
}

void InternedTexts::release(uint32_t id)
{
    Slot& slot = m_slots[id];
    assert(slot.holders > 0);
    if (--slot.holders > 0)
        return;
    m_ids.erase(slot.text);
    slot.text = {};
    m_free.push_back(id);
}

void InternedTexts::clear()
{
    m_ids.clear();
    m_free.clear();
    m_slots.clear();
}

} // namespace gatereeve::models
