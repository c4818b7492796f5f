#include "gateway/http/chunkeddecoder.h"

#include "gateway/http/bytescan.h"

#include <algorithm>
#include <limits>

namespace gatereeve::gateway
{

ChunkedDecoder::Step ChunkedDecoder::next(std::string_view bytes)
{
    size_t consumed = 0;
    while (consumed < bytes.size() && !done() && !bad()) {
        if (m_state == State::Data) {
            const auto length = static_cast<size_t>(std::min<uint64_t>(m_left, bytes.size() - consumed));
            m_left -= length;
            if (m_left == 0)
                m_state = State::DataReturn;
            return {consumed + length, bytes.substr(consumed, length)};
        }
        take(bytes[consumed]);
        if (!bad())
            ++consumed;
    }
    return {consumed, {}};
}

size_t ChunkedDecoder::pass(std::string_view bytes)
{
    size_t passed = 0;
    for (;;) {
        const Step step = next(bytes.substr(passed));
        if (step.consumed == 0)
            return passed;
        passed += step.consumed;
    }
}

void ChunkedDecoder::take(char c)
{
    switch (m_state) {
    case State::SizeStart:
    case State::Size:
        takeSize(c);
        break;
    case State::Extension:
        takeExtension(c);
        break;
    case State::SizeLineFeed:
        expectLineFeed(c, m_left == 0 ? State::TrailerStart : State::Data);
        break;
    case State::DataReturn:
        if (c == '\r')
            m_state = State::DataLineFeed;
        else
            m_fault = Fault::LineEnd;
        break;
    case State::DataLineFeed:
        m_digits = 0;
        expectLineFeed(c, State::SizeStart);
        break;
    case State::TrailerStart:
        m_nameLength = 0;
        if (c == '\r')
            m_state = State::EndLineFeed;
        else
            takeTrailerName(c);
        break;
    case State::TrailerName:
        takeTrailerName(c);
        break;
    case State::TrailerValue:
        if (c == '\r')
            m_state = State::TrailerLineFeed;
        else if (isControlByte(c))
            m_fault = c == '\n' ? Fault::LineEnd : Fault::Trailer;
        else
            countTrailerByte();
        break;
    case State::TrailerLineFeed:
        expectLineFeed(c, State::TrailerStart);
        break;
    case State::EndLineFeed:
        expectLineFeed(c, State::Done);
        break;
    case State::Data:
    case State::Done:
        break;
    }
}

void ChunkedDecoder::takeSize(char c)
{
    const int digit = hexValue(c);
    if (digit >= 0) {
        constexpr int maximumDigits = 16;
        constexpr auto maximum = static_cast<uint64_t>(std::numeric_limits<int64_t>::max());
        if (m_state == State::SizeStart)
            m_left = 0;
        m_state = State::Size;
        if (++m_digits > maximumDigits || m_left > maximum >> 4)
            m_fault = Fault::Size;
        else
            m_left = m_left << 4 | static_cast<unsigned>(digit);
        return;
    }
    // Blanks behind the size are padding of servers long gone; the grammar has them before a ';' only.
    if (m_state == State::SizeStart)
        m_fault = Fault::Size;
    else if (c == '\r')
        m_state = State::SizeLineFeed;
    else if (c == ';')
        takeExtension(c);
    else
        m_fault = c == '\n' ? Fault::LineEnd : Fault::Extension;
}

void ChunkedDecoder::takeExtension(char c)
{
    if (m_state != State::Extension) {
        m_state = State::Extension;
        m_extensionBytes = 0;
    }
    if (c == '\r') {
        m_state = State::SizeLineFeed;
        return;
    }
    if (isControlByte(c))
        m_fault = c == '\n' ? Fault::LineEnd : Fault::Extension;
    else if (++m_extensionBytes > limits::chunkExtensionBytes || ++m_allExtensionBytes > limits::allChunkExtensionBytes)
        m_fault = Fault::ExtensionTooLong;
}

void ChunkedDecoder::takeTrailerName(char c)
{
    m_state = State::TrailerName;
    if (!countTrailerByte())
        return;
    if (c == ':' && m_nameLength > 0) {
        // What the gateway itself acts on was decided by the head; a trailer comes too late to change it.
        const std::string_view name(m_name.data(), m_nameLength);
        if (knownField(name) != KnownField::Other || isDisguised(name))
            m_fault = Fault::Trailer;
        else
            m_state = State::TrailerValue;
        return;
    }
    if (!isTokenByte(c)) {
        m_fault = c == '\n' ? Fault::LineEnd : Fault::Trailer;
        return;
    }
    if (m_nameLength < m_name.size())
        m_name[m_nameLength++] = c;
}

void ChunkedDecoder::expectLineFeed(char c, State next)
{
    if (c == '\n')
        m_state = next;
    else
        m_fault = Fault::LineEnd;
}

bool ChunkedDecoder::countTrailerByte()
{
    if (++m_trailerBytes > limits::trailerBytes)
        m_fault = Fault::TrailerTooLong;
    return !bad();
}

std::string_view nameOf(ChunkedDecoder::Fault fault)
{
    switch (fault) {
    case ChunkedDecoder::Fault::None:
        return "no fault";
    case ChunkedDecoder::Fault::Size:
        return "bad chunk size";
    case ChunkedDecoder::Fault::Extension:
        return "bad chunk extension";
    case ChunkedDecoder::Fault::ExtensionTooLong:
        return "chunk extensions too long";
    case ChunkedDecoder::Fault::LineEnd:
        return "bad line end in a chunked body";
    case ChunkedDecoder::Fault::Trailer:
        return "bad trailer field";
    case ChunkedDecoder::Fault::TrailerTooLong:
        return "trailers too long";
    }
    return "unknown fault";
}

} // namespace gatereeve::gateway
