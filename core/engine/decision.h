#pragma once

// What was decided about one request, compact enough to be written for each of them; the words are made when somebody
// looks (decisionwords.h). Fixed size, no pointers: it is copied through the workers' rings.

#include "core/clock.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace gatereeve
{

// In the order in which they are asked (profiles.md).
enum class Check : uint8_t {
    Framing, // bytes that are no request
    Route,
    Version,
    PathList,
    IpList,
    Organisation,
    Size,
    Token,
    Session,
    Policies,
    Inactive,
    Expiry,
    Rights,
    Urls,
    Rate,
    Quota,
    ApiRate,
    Upstream,
    None // all passed
};

std::string_view nameOf(Check check); // route, version, path list, …

// Finer than the check where the check alone does not say why.
enum class Cause : uint8_t {
    None,
    NoListenPath,
    NoToken,
    TokenTooShort,
    UnknownKey,
    PolicyMissing,
    PolicyUnusable,
    ForeignOrganisation,
    KeyUnusable,
    KeyInactive,    // the key's own flag
    PolicyInactive, // a policy's
    KeyExpired,
    NoRights, // the key has none at all
    ApiNotGranted,
    VersionNotGranted,
    UrlNotAllowed,
    RateExceeded,
    QuotaExceeded,
    ApiRateExceeded,
    ConnectFailed,
    ResolveFailed,
    UpstreamBroken, // closed early, or not HTTP
    UpstreamTimeout,
    HandshakeFailed, // the upstream and we agree on no TLS
    CertificateUntrusted,
    CertificateOfOtherHost,
    CertificateOutOfDate,
    ClientSlow,
    Overloaded, // more connections than there may be
    ClientGone,
    AuthenticationKindNotSupported,
    NoVersion,
    UnknownVersion,
    VersionExpired,
    PathForbidden,
    Malformed,
    TooLarge,
    StoreFailed,
    AddressNotAllowed,
    LengthMissing,         // a size limit is set, and the request does not say its length
    HeadSlow,              // a request was begun and did not come in time
    ClientHandshakeFailed, // no TLS was agreed on with the client
    AddressOverloaded,     // the client's address has more connections than one may have
    UpstreamOverloaded     // as many requests are under way to the upstream as may be, and as many wait
};

template <size_t N>
struct FixedText {
    std::array<char, N> bytes{};
    uint8_t length = 0;
    bool cut = false;

    void set(std::string_view text)
    {
        cut = text.size() > N;
        length = static_cast<uint8_t>(cut ? N : text.size());
        text.copy(bytes.data(), length);
    }
    std::string_view view() const { return {bytes.data(), length}; }
};

struct Decision {
    Nanoseconds time = 0;
    uint64_t generation = 0;
    uint32_t apiIndex = UINT32_MAX; // in that generation's snapshot; UINT32_MAX: no API
    uint32_t durationMicroseconds = 0;
    uint16_t status = 0;
    uint16_t clientPort = 0;          // tells the connection of the caller apart
    uint32_t requestOfConnection = 0; // 1, 2, … on its connection
    Check stoppedAt = Check::None;
    Cause cause = Cause::None;
    int16_t urlRule = -1; // index of the allowed_urls entry that matched
    bool overlay = false; // time was not real
    FixedText<16> method;
    FixedText<120> path; // without query
    FixedText<64> key;   // stored name of the key, as far as it fits
    FixedText<4> keyTail;
    FixedText<32> version;
    FixedText<48> policy; // the policy behind cause, if one is
    // Rate and quota as they were for this request; 0 maximum: not limited. A count may lie above its maximum: that was
    // lowered, or the refused are counted as well.
    int64_t rateCount = 0, rateMaximum = 0;
    Nanoseconds rateWindow = 0, rateEnds = 0;
    int64_t quotaCount = 0, quotaMaximum = 0;
    Nanoseconds quotaEnds = 0; // 0: never
    int64_t expires = 0;       // Unix seconds of the key; 0: never

    bool passed() const { return stoppedAt == Check::None; }
};

} // namespace gatereeve
