#pragma once

// How far the reading of a head has come, and what is wrong with a bad one.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace gatereeve::gateway
{

enum class HeadFault : uint8_t {
    None,
    LineEnd,     // a CR without LF or an LF without CR
    ControlByte, // NUL, DEL and the like
    Method,      // no token, too long, or a registered one in other letters ("get")
    Target,      // neither path, nor URL, nor the * of OPTIONS; invisible or non-ASCII bytes
    Fragment,    // a # in the target
    TargetTooLong,
    ConnectMethod,
    Version,            // no HTTP/x.y
    UnsupportedVersion, // neither 1.0 nor 1.1
    Status,             // no three digits, or below 100
    Folding,            // a line that begins with a blank (RFC 9112 5.2)
    FieldName,          // empty, no token, a blank before the colon, or a disguised one (isDisguised)
    TooManyFields,
    TooLong,
    HostMissing,
    HostRepeated,
    HostInvalid,
    HostDisagrees, // the target is a URL with another authority
    Connection,    // a member of the list is no token
    Expectation,   // anything but 100-continue
};

// A few English words for the log.
std::string_view nameOf(HeadFault fault);

struct HeadStatus {
    enum class State : uint8_t { Complete, Incomplete, Bad };
    State state = State::Incomplete;
    HeadFault fault = HeadFault::None; // Bad
    size_t consumed = 0;               // Complete: bytes up to and with the empty line

    static constexpr HeadStatus complete(size_t consumed) { return {State::Complete, HeadFault::None, consumed}; }
    static constexpr HeadStatus incomplete() { return {}; }
    static constexpr HeadStatus bad(HeadFault fault) { return {State::Bad, fault, 0}; }

    bool isComplete() const { return state == State::Complete; }
    bool isIncomplete() const { return state == State::Incomplete; }
    bool isBad() const { return state == State::Bad; }
    bool operator==(const HeadStatus&) const = default;
};

enum class HttpVersion : uint8_t { Http10, Http11 };

// Where the reading of an unfinished head goes on, so that a slow sender doesn't have it read from the start each time.
struct HeadProgress {
    const char* base = nullptr; // the buffer it is about; in another one reading starts over
    size_t line = 0;            // start of the unfinished line
    size_t seen = 0;            // up to here there is no end of that line
    bool startLineRead = false;
};

} // namespace gatereeve::gateway
