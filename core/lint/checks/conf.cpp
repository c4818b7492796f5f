#include "core/lint/checks.h"

#include <algorithm>

// tyk.conf.

namespace gatereeve::lint
{

namespace
{

// The one that a gateway writes itself (storage-and-config.md 2.2), and what people put there until they think of one.
constexpr std::string_view ExampleSecrets[] = {
    "352d20ee67be67f6340b4c0605b044b7",
    "foo",
    "bar",
    "secret",
    "mysecret",
    "password",
    "changeme",
    "change-me",
    "change_me",
    "CHANGEME",
    "admin",
    "test",
    "tyk",
    "12345",
};

std::optional<json::Value> conf(const Report& report)
{
    const auto& document = report.subjects().input.conf;
    return document && document->root().isObject() ? std::optional(document->root()) : std::nullopt;
}

bool isEveryAddress(std::string_view address)
{
    return address.empty() || address == "0.0.0.0" || address == "::" || address == "[::]";
}

} // namespace

// A call without the header carries an empty secret, and that is what is compared (admin-api.md 1).
void emptySecret(Report& report)
{
    const auto root = conf(report);
    if (!root || !report.subjects().settings.secret.empty())
        return;
    if (const auto secret = memberOf(*root, "secret"); secret && !secret->isString() && !secret->isNull())
        return; // wrong-type
    report.addAtMember(*root, "secret", {},
                       "the admin API has no secret: unless the environment sets TYK_GW_SECRET, a gateway of Tyk lets "
                       "anybody make keys");
}

void exampleSecret(Report& report)
{
    const auto root = conf(report);
    for (const char* name : {"secret", "node_secret"}) {
        const auto secret = memberOf(root, name);
        if (secret && secret->isString() && std::ranges::count(ExampleSecrets, secret->string()) > 0)
            report.add(*secret, {}, "this `%1` stands in examples and guides, so everybody knows it", {name});
    }
}

void listensEverywhere(Report& report)
{
    const auto root = conf(report);
    const GatewaySettings& settings = report.subjects().settings;
    if (!root || !isEveryAddress(settings.listenAddress))
        return;
    const bool isOwnPort = settings.controlApiPort != 0 && settings.controlApiPort != settings.listenPort;
    if (!isOwnPort)
        report.addAtMember(
            *root, "listen_address", {},
            "a gateway of Tyk listens on all addresses here, and its admin API on the same port as the APIs "
            "(control_api_port would part them)");
}

void masterKeys(Report& report)
{
    const auto root = conf(report);
    if (root && report.subjects().settings.allowMasterKeys)
        report.addAtMember(*root, "allow_master_keys", {}, "a key without access rights may use every API");
}

// policy-semantics.md 7.7
void hashCollisions(Report& report)
{
    const auto root = conf(report);
    const GatewaySettings& settings = report.subjects().settings;
    const bool collides =
        settings.hashKeys && (settings.hashKeyFunction.empty() || settings.hashKeyFunction == "murmur32");
    if (root && collides && report.profile() == Profile::Tyk29)
        report.addAtMember(
            *root, "hash_keys", {},
            "without hash_key_function the stored names of keys leave out the end of a text: custom keys as "
            "`custom1` and `custom2` overwrite one another; murmur64 does not");
}

} // namespace gatereeve::lint
