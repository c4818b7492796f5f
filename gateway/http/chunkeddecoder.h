#pragma once

// The chunked transfer coding (RFC 9112 7.1), byte-exact and resumable: fed in any pieces it says the same. It keeps no
// bytes; payload comes as views into what is fed. As the whole coding is checked (sizes, line ends, extensions,
// trailers, all bounded), the bytes it consumed can also be passed on as they are.

#include "gateway/http/header.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace gatereeve::gateway
{

class ChunkedDecoder
{
public:
    enum class Fault : uint8_t {
        None,
        Size,      // no hexadecimal digits, or more than 16 of them, or beyond 63 bits
        Extension, // something else than ';' behind the size, or a control byte
        ExtensionTooLong,
        LineEnd, // a bare CR or LF, or a chunk that is longer than its size says
        Trailer, // no field line, or a field that frames, routes, authenticates or belongs to one connection (RFC 9110
                 // 6.5.1)
        TrailerTooLong
    };

    struct Step {
        size_t consumed = 0;      // bytes of the input that are good and belong to the message
        std::string_view payload; // the last of them; empty: only framing was consumed
    };

    // Consumes up to the end of the next span of payload, of the message, or of the input, whichever comes first.
    // Repeat with what is left while it consumes something. A bad byte is not consumed.
    Step next(std::string_view bytes);

    // For passing on raw: how many of these bytes are good and belong to the message. All of them unless the message
    // ends within (done) or is bad.
    size_t pass(std::string_view bytes);

    bool done() const { return m_state == State::Done; }
    bool bad() const { return m_fault != Fault::None; }
    Fault fault() const { return m_fault; }

private:
    enum class State : uint8_t {
        SizeStart,
        Size,
        Extension,
        SizeLineFeed,
        Data,
        DataReturn,
        DataLineFeed,
        TrailerStart,
        TrailerName,
        TrailerValue,
        TrailerLineFeed,
        EndLineFeed,
        Done
    };

    void take(char c);
    void takeSize(char c);
    void takeExtension(char c);
    void takeTrailerName(char c);
    void expectLineFeed(char c, State next);
    bool countTrailerByte();

    uint64_t m_left = 0; // of the size being read, then of the chunk's data
    size_t m_extensionBytes = 0, m_allExtensionBytes = 0, m_trailerBytes = 0;
    State m_state = State::SizeStart;
    Fault m_fault = Fault::None;
    uint8_t m_digits = 0;
    uint8_t m_nameLength = 0; // of the trailer field; full: longer than any known name
    std::array<char, 24> m_name{};
};

std::string_view nameOf(ChunkedDecoder::Fault fault); // a few English words for the log

} // namespace gatereeve::gateway
