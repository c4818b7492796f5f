#pragma once

// Text whose last byte lies against a page that can't be read: a parser that looks one byte too far faults.

#include <cstdlib>
#include <cstring>
#include <string_view>

#include <sys/mman.h>
#include <unistd.h>

namespace gatereeve::tests
{

class GuardedBytes
{
public:
    explicit GuardedBytes(std::string_view text) : m_size(text.size())
    {
        const auto page = static_cast<size_t>(sysconf(_SC_PAGESIZE));
        const size_t readable = (text.size() + page - 1) / page * page;
        m_mapped = readable + page;
        void* const memory = mmap(nullptr, m_mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (memory == MAP_FAILED)
            std::abort();
        m_memory = static_cast<char*>(memory);
        if (mprotect(m_memory + readable, page, PROT_NONE) != 0)
            std::abort();
        m_text = m_memory + readable - text.size();
        std::memcpy(m_text, text.data(), text.size());
    }
    ~GuardedBytes() { munmap(m_memory, m_mapped); }
    GuardedBytes(const GuardedBytes&) = delete;
    GuardedBytes& operator=(const GuardedBytes&) = delete;

    std::string_view view() const { return {m_text, m_size}; }

private:
    char* m_memory = nullptr;
    char* m_text = nullptr;
    size_t m_mapped = 0, m_size = 0;
};

} // namespace gatereeve::tests
