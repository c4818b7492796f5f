// How long a full lint of a large policies file takes: bench_lint [guide|2.9|5] [POLICIES]. Goal: 10,000 policies of 20
// MB in less than a second, reading them included.

#include "core/lint/lint.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>

using namespace gatereeve;

namespace
{

constexpr unsigned Apis = 200, RightsEach = 8;

std::string rightText(unsigned policy, unsigned i)
{
    const std::string api = "api" + std::to_string((policy * 7 + i) % Apis);
    return "\n      \"" + api + "\": {\n        \"api_id\": \"" + api + "\",\n        \"api_name\": \"API number " +
           api + "\",\n        \"versions\": [\"Default\"],\n        \"allowed_urls\": [{\"url\": \"^/" + api +
           "/orders/" + std::to_string(policy % 20) +
           "$\", \"methods\": [\"GET\", \"POST\"]}],\n        \"limit\": null\n      }";
}

std::string policyText(unsigned i)
{
    std::string text =
        "\n  \"policy" + std::to_string(i) + "\": {\n    \"id\": \"policy" + std::to_string(i) +
        "\",\n    \"name\": \"Policy number " + std::to_string(i) +
        "\",\n    \"org_id\": \"5f3c9a1e7b2d4c6081a9e5d3\",\n    \"active\": true,\n    \"is_inactive\": false,\n"
        "    \"rate\": 100,\n    \"per\": 1,\n    \"quota_max\": 10000,\n    \"quota_renewal_rate\": 3600,\n"
        "    \"tags\": [\"paid\", \"europe\"],\n    \"key_expires_in\": 0,\n    \"access_rights\": {";
    for (unsigned right = 0; right < RightsEach; ++right)
        text += (right > 0 ? "," : "") + rightText(i, right);
    return text + "\n    },\n    \"partitions\": {\"quota\": false, \"rate_limit\": false, \"acl\": false}\n  }";
}

std::string policiesText(unsigned count)
{
    std::string text = "{";
    for (unsigned i = 0; i < count; ++i)
        text += (i > 0 ? "," : "") + policyText(i);
    return text + "\n}\n";
}

json::Document apiDocument(unsigned i)
{
    const std::string id = "api" + std::to_string(i);
    return *json::Document::parse(
        "{\"api_id\": \"" + id +
            "\", \"org_id\": \"5f3c9a1e7b2d4c6081a9e5d3\", \"proxy\": "
            "{\"listen_path\": \"/" +
            id +
            "/\", \"target_url\": \"http://h\"}, \"version_data\": "
            "{\"not_versioned\": true, \"versions\": {\"Default\": {\"name\": \"Default\"}}}}",
        {.file = id + ".json"});
}

} // namespace

int main(int argc, char** argv)
{
    lint::LintInput input;
    for (const Profile one : {Profile::Guide, Profile::Tyk29, Profile::Tyk5}) {
        if (argc > 1 && nameOf(one) == argv[1])
            input.profile = one;
    }
    const unsigned count = argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : 10'000;
    const std::string text = policiesText(count);
    for (unsigned i = 0; i < Apis; ++i)
        input.apis.push_back(apiDocument(i));
    input.knowsApis = input.knowsPolicies = true;
    double parsing = 1e9, linting = 1e9;
    size_t findings = 0;
    for (int run = 0; run < 5; ++run) {
        const auto begin = std::clock();
        input.policies = *json::Document::parse(text, {.file = "policies.json"});
        const auto parsed = std::clock();
        findings = lint::run(input).findings.size();
        const auto end = std::clock();
        parsing = std::min(parsing, static_cast<double>(parsed - begin) / CLOCKS_PER_SEC);
        linting = std::min(linting, static_cast<double>(end - parsed) / CLOCKS_PER_SEC);
    }
    std::printf(
        "profile %s: %u policies, %.1f MB: parsed in %.0f ms, linted in %.0f ms, %zu findings   (goal 1000 ms)\n",
        std::string(nameOf(input.profile)).c_str(), count, static_cast<double>(text.size()) / 1e6, parsing * 1e3,
        linting * 1e3, findings);
    return 0;
}
