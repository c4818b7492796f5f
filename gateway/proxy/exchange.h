#pragma once

// What one request needs while it is under way: buffers, heads, reused texts. Taken from its worker when the first byte
// comes and given back when nothing is left to read, so that an idle connection holds none.

#include "gateway/gatewaylimits.h"
#include "gateway/http/requesthead.h"
#include "gateway/http/responsehead.h"

#include <array>
#include <string>
#include <string_view>

namespace gatereeve::gateway
{

// Bytes that were read and not used yet: [begin, end) of a fixed buffer.
class InputBuffer
{
public:
    std::string_view view() const { return {m_bytes.data() + m_begin, m_end - m_begin}; }
    bool isEmpty() const { return m_begin == m_end; }
    char* space() { return m_bytes.data() + m_end; }
    size_t spaceSize() const { return m_bytes.size() - m_end; }
    void added(size_t bytes) { m_end += bytes; }
    void used(size_t bytes) { m_begin += bytes; }
    // Moves what is there to the front; views into it are void afterwards. Keeps the place when nothing is to be won.
    void makeSpace()
    {
        if (m_begin == 0)
            return;
        std::copy(m_bytes.data() + m_begin, m_bytes.data() + m_end, m_bytes.data());
        m_end -= m_begin;
        m_begin = 0;
    }
    void clear() { m_begin = m_end = 0; }

private:
    // In front of the bytes: what a short message touches lies together.
    size_t m_begin = 0, m_end = 0;
    std::array<char, limits::headBytes> m_bytes;
};

struct Exchange {
    RequestHead request;
    ResponseHead response;
    std::string requestOut; // head for the upstream
    std::string answerOut;  // head, or the whole of a short answer, for the client
    std::string pathScratch, walkedScratch, restScratch, tokenScratch, versionScratch, forwardedPath;
    InputBuffer fromClient, fromUpstream;

    void clear()
    {
        fromClient.clear();
        fromUpstream.clear();
    }
};

} // namespace gatereeve::gateway
