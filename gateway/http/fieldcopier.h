#pragma once

// Passes the fields of a head on as they came: neighbours in one piece, where their lines are written as we would write
// them. For the writers of heads only.

#include "gateway/http/header.h"
#include "gateway/http/headwriter.h"

namespace gatereeve::gateway
{

class FieldCopier final
{
public:
    // Nothing else is written to `head` until this is gone or flush() was called.
    explicit FieldCopier(HeadWriter& head) : m_head(head) {}
    ~FieldCopier() { flush(); }
    FieldCopier(const FieldCopier&) = delete;
    FieldCopier& operator=(const FieldCopier&) = delete;

    // Of a head that was parsed: its bytes stand around the field.
    void add(const HeaderField& field)
    {
        const char* const nameEnd = field.name.data() + field.name.size();
        const char* const valueEnd = field.value.data() + field.value.size();
        const bool isPlain = !field.value.empty() && field.value.data() == nameEnd + 2 && nameEnd[1] == ' ' &&
                             *valueEnd == '\r'; // no blanks were taken off it
        if (!isPlain || m_end != field.name.data()) {
            flush();
            m_begin = field.name.data();
        }
        if (isPlain)
            m_end = valueEnd + 2;
        else
            m_head.field(field.name, field.value);
    }
    void flush()
    {
        if (m_end)
            m_head.text({m_begin, static_cast<size_t>(m_end - m_begin)});
        m_begin = m_end = nullptr;
    }

private:
    HeadWriter& m_head;
    const char* m_begin = nullptr;
    const char* m_end = nullptr; // of what is to be copied, line ends included; null: nothing
};

} // namespace gatereeve::gateway
