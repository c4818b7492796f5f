#include "core/keys/keytext.h"

#include "core/json/document.h"
#include "core/keys/base64.h"
#include "core/keys/murmur.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <optional>

namespace gatereeve
{

namespace
{

// Length of a MongoDB object id, which is what organisations are in Tyk's own installations.
constexpr size_t OrganisationLength = 24;

std::string hexadecimal(uint64_t number, int digits)
{
    std::string text(static_cast<size_t>(digits), '0');
    for (auto place = text.rbegin(); place != text.rend(); ++place, number >>= 4)
        *place = "0123456789abcdef"[number & 15];
    return text;
}

std::string sha256(std::string_view text)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    EVP_Digest(text.data(), text.size(), digest.data(), &length, EVP_sha256(), nullptr);
    std::string result;
    for (unsigned int i = 0; i < length; ++i)
        result += hexadecimal(digest[i], 2);
    return result;
}

bool isKnownFunction(std::string_view function)
{
    return function == "murmur32" || function == "murmur64" || function == "murmur128" || function == "sha256";
}

// A text member of the JSON inside a key text of the base64 form.
std::optional<std::string> memberOfKeyText(std::string_view keyText, std::string_view member)
{
    if (!keyText.starts_with("ey"))
        return std::nullopt;
    const std::optional<std::string> bytes = fromBase64(keyText);
    if (!bytes)
        return std::nullopt;
    const auto document = json::Document::parse(*bytes, {.allowTrailingText = true});
    if (!document || !document->root().isObject())
        return std::nullopt;
    const std::optional<json::Value> value = document->root().member(member);
    if (!value || !value->isString())
        return std::nullopt;
    return value->string();
}

template <typename T>
void addOnce(std::vector<T>& list, T element)
{
    if (std::find(list.begin(), list.end(), element) == list.end())
        list.push_back(std::move(element));
}

} // namespace

std::string keyHash(std::string_view text, std::string_view function)
{
    if (function == "sha256")
        return sha256(text);
    if (function == "murmur32")
        return hexadecimal(murmur32WithoutTail(text), 8);
    const auto [first, second] = murmur128(text);
    return function == "murmur128" ? hexadecimal(first, 16) + hexadecimal(second, 16) : hexadecimal(first, 16);
}

std::string keyText(std::string_view orgId, std::string_view id, std::string_view hashKeyFunction)
{
    if (!orgId.empty() && id.starts_with(orgId))
        id.remove_prefix(orgId.size());
    if (hashKeyFunction.empty())
        return std::string(orgId) + std::string(id);
    const std::string_view function = isKnownFunction(hashKeyFunction) ? hashKeyFunction : "murmur64";
    // Exactly this spelling, and nothing is escaped: other gateways compare the bytes.
    std::string json = R"({"org":")";
    json.append(orgId).append(R"(","id":")").append(id).append(R"(","h":")").append(function).append(R"("})");
    return base64(json);
}

std::string organisationOf(std::string_view keyText)
{
    if (auto organisation = memberOfKeyText(keyText, "org"))
        return *organisation;
    return keyText.size() > OrganisationLength ? std::string(keyText.substr(0, OrganisationLength)) : std::string();
}

std::vector<std::string> storedNames(std::string_view keyText, const GatewaySettings& settings, Profile profile)
{
    if (!settings.hashKeys)
        return {std::string(keyText)};
    if (const auto function = memberOfKeyText(keyText, "h"))
        return {keyHash(keyText, *function)};
    if (profile == Profile::Tyk29)
        return {keyHash(keyText, "murmur32")};
    return {keyHash(keyText, "murmur64"), keyHash(keyText, "murmur32")};
}

std::string storedName(std::string_view keyText, const GatewaySettings& settings, Profile profile)
{
    return storedNames(keyText, settings, profile).front();
}

std::vector<std::string> lookupTexts(std::string_view token, std::string_view apiOrgId, const GatewaySettings& settings)
{
    if (organisationOf(token) == apiOrgId)
        return {std::string(token)};
    std::vector<std::string> texts{keyText(apiOrgId, token, settings.hashKeyFunction)};
    addOnce(texts, std::string(token));
    for (const std::string& function : settings.hashKeyFunctionFallback)
        addOnce(texts, keyText(apiOrgId, token, function));
    return texts;
}

std::vector<std::string> lookupNames(std::string_view token, std::string_view apiOrgId, const GatewaySettings& settings,
                                     Profile profile)
{
    std::vector<std::string> names;
    for (const std::string& text : lookupTexts(token, apiOrgId, settings)) {
        for (std::string& name : storedNames(text, settings, profile))
            addOnce(names, std::move(name));
    }
    return names;
}

std::string maskedKey(std::string_view keyText)
{
    constexpr size_t Shown = 4;
    if (keyText.size() <= Shown)
        return "…";
    std::string_view tail = keyText.substr(keyText.size() - Shown);
    while (!tail.empty() && (static_cast<unsigned char>(tail.front()) & 0xc0) == 0x80)
        tail.remove_prefix(1); // never half a character
    return "…" + std::string(tail);
}

} // namespace gatereeve
