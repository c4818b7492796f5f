#pragma once

// Texts of keys and their stored names (policy-semantics.md 7.7; vectors in tests/golden/key-hash.json). Pure.

#include "core/gatewaysettings.h"

#include <string>
#include <string_view>
#include <vector>

namespace gatereeve
{

// Lower-case hexadecimal hash of a key text. Functions: murmur32 (Tyk's, without tail and final mixing), murmur64,
// murmur128, sha256; any other name counts as murmur64.
std::string keyHash(std::string_view text, std::string_view function);

// The text of a key: organisation + id, or the base64 form when a hash function is configured. An id that begins with
// the organisation is not doubled.
std::string keyText(std::string_view orgId, std::string_view id, std::string_view hashKeyFunction);

// Organisation that a key text shows: from the JSON of the base64 form, else its first 24 characters if it is longer,
// else empty.
std::string organisationOf(std::string_view keyText);

// Name under which a new key with that text is stored: the text itself, or with hash_keys its hash, by the function
// that the text names. Texts that name none: murmur64 under guide and 5 (profiles.md, quirks), murmur32 under 2.9.
std::string storedName(std::string_view keyText, const GatewaySettings& settings, Profile profile);

// All names under which a key with that text may be stored, in the order in which to look: storedName(), then what
// another gateway may have written (murmur32 under guide and 5).
std::vector<std::string> storedNames(std::string_view keyText, const GatewaySettings& settings, Profile profile);

// All texts that a token in a request may stand for, in the order in which to look (7.7 Lookup): a custom key may be
// sent by its short name. Tokens of settings.shortestToken() characters or fewer are never found; the caller refuses
// them first.
std::vector<std::string> lookupTexts(std::string_view token, std::string_view apiOrgId,
                                     const GatewaySettings& settings);

// Both together: every stored name to try for the token of a request, each once; the first hit counts.
std::vector<std::string> lookupNames(std::string_view token, std::string_view apiOrgId, const GatewaySettings& settings,
                                     Profile profile);

// "…c41f": the last four characters of a key; what logs and tables show. Of shorter ones nothing.
std::string maskedKey(std::string_view keyText);

} // namespace gatereeve
