#include "core/lint/checks.h"

#include <algorithm>

// Secrets in files that people put under version control and send around. The secrets of tyk.conf itself are not told:
// they have to be somewhere, and Tyk's own place for them is there.

namespace gatereeve::lint
{

namespace
{

constexpr std::string_view SecretWords[] = {"password", "passwd", "secret", "api_key", "apikey", "private_key"};

bool holdsText(const std::optional<json::Value>& value)
{
    return value && value->isString() && value->length() > 2;
}

// "$tyk_meta.x", "${X}", "{X}", "<x>": filled in elsewhere.
bool isPlaceholder(const std::string& text)
{
    return text.find("$tyk_") != std::string::npos || text.starts_with('$') || text.starts_with('{') ||
           text.starts_with('<');
}

void tell(const std::optional<json::Value>& value, const char* what, Report& report)
{
    if (holdsText(value) && !isPlaceholder(value->string()))
        report.add(*value, {}, "%1 stands here in plain text; whoever can read the file has it", {what});
}

void checkKey(const LintedKey& key, Report& report)
{
    tell(memberOf(key.value, "hmac_string"), "the HMAC secret of the key", report);
    tell(memberOf(key.value, {"jwt_data", "secret"}), "the JWT secret of the key", report);
    const auto password = memberOf(key.value, {"basic_auth_data", "password"});
    if (holdsText(password) && !password->string().starts_with("$2")) // bcrypt
        tell(password, "the password of the key", report);
}

// With `hmac` jwt_source is the shared secret itself; of other kinds it is a public key or an address.
void checkJwtSource(const LintedApi& api, Report& report)
{
    const auto source = memberOf(api.value, "jwt_source");
    const auto method = memberOf(api.value, "jwt_signing_method");
    const bool isShared = api.definition.enableJwt && method && method->isString() && method->string() == "hmac";
    if (isShared && holdsText(source) && !source->string().starts_with("http"))
        tell(source, "the secret that signs the tokens", report);
}

void checkHeaders(const LintedApi& api, Report& report)
{
    const auto versions = memberOf(api.value, {"version_data", "versions"});
    if (!versions || !versions->isObject())
        return;
    for (const json::Value version : *versions) {
        const auto headers = memberOf(version, "global_headers");
        if (!headers || !headers->isObject())
            continue;
        for (const json::Value header : *headers) {
            const bool isSecret =
                json::isSameName(header.name(), "authorization") || json::isSameName(header.name(), "x-api-key");
            if (isSecret)
                tell(header, "a credential of the upstream", report);
        }
    }
}

void checkMetaData(const LintedPolicy& policy, Report& report)
{
    const auto metaData = memberOf(policy.value, "meta_data");
    if (!metaData || !metaData->isObject())
        return;
    for (const json::Value member : *metaData) {
        std::string name = member.name();
        std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        if (std::ranges::any_of(SecretWords,
                                [&](std::string_view word) { return name.find(word) != std::string::npos; }))
            tell(member, "what looks like a credential", report);
    }
}

// Calls of the admin API noted down below the JSON, with the secret in them.
void checkNotes(const json::Document& document, Report& report)
{
    if (!document.hasTrailingText())
        return;
    std::string notes = document.text().substr(document.endOfRoot());
    std::ranges::transform(notes, notes.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const size_t at = notes.find("x-tyk-authorization:");
    if (at != std::string::npos)
        report.addAt(
            document, document.endOfRoot() + at, "notes",
            "the secret of the admin API stands in the notes below the JSON; whoever can read the file has it");
}

} // namespace

void secretInFile(Report& report)
{
    const Subjects& subjects = report.subjects();
    for (const LintedKey& key : subjects.keys)
        checkKey(key, report);
    for (const LintedApi& api : subjects.apis) {
        checkJwtSource(api, report);
        checkHeaders(api, report);
    }
    for (const LintedPolicy& policy : subjects.policies)
        checkMetaData(policy, report);
    if (subjects.input.conf) {
        tell(memberOf(subjects.input.conf->root(), {"storage", "password"}), "the password of the store", report);
        checkNotes(*subjects.input.conf, report);
    }
    if (subjects.input.policies)
        checkNotes(*subjects.input.policies, report);
}

} // namespace gatereeve::lint
