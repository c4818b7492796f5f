#pragma once

// The text of a policies file with very many policies, and of the API definitions that they name: what the benchmarks
// of linting and of the window work on. 10,000 policies are 20 MB.

#include <string>

namespace gatereeve::tests
{

inline constexpr unsigned ApiCount = 200, RightsOfEach = 8;

inline std::string manyApiText(unsigned number)
{
    const std::string id = "api" + std::to_string(number);
    return "{\"api_id\": \"" + id +
           "\", \"org_id\": \"5f3c9a1e7b2d4c6081a9e5d3\", \"proxy\": "
           "{\"listen_path\": \"/" +
           id +
           "/\", \"target_url\": \"http://h\"}, \"version_data\": "
           "{\"not_versioned\": true, \"versions\": {\"Default\": {\"name\": \"Default\"}}}}";
}

inline std::string rightText(unsigned policy, unsigned i)
{
    const std::string api = "api" + std::to_string((policy * 7 + i) % ApiCount);
    return "\n      \"" + api + "\": {\n        \"api_id\": \"" + api + "\",\n        \"api_name\": \"API number " +
           api + "\",\n        \"versions\": [\"Default\"],\n        \"allowed_urls\": [{\"url\": \"^/" + api +
           "/orders/" + std::to_string(policy % 20) +
           "$\", \"methods\": [\"GET\", \"POST\"]}],\n        \"limit\": null\n      }";
}

inline std::string policyText(unsigned number)
{
    std::string text =
        "\n  \"policy" + std::to_string(number) + "\": {\n    \"id\": \"policy" + std::to_string(number) +
        "\",\n    \"name\": \"Policy number " + std::to_string(number) +
        "\",\n    \"org_id\": \"5f3c9a1e7b2d4c6081a9e5d3\",\n    \"active\": true,\n    \"is_inactive\": false,\n"
        "    \"rate\": 100,\n    \"per\": 1,\n    \"quota_max\": 10000,\n    \"quota_renewal_rate\": 3600,\n"
        "    \"tags\": [\"paid\", \"europe\"],\n    \"key_expires_in\": 0,\n    \"access_rights\": {";
    for (unsigned right = 0; right < RightsOfEach; ++right)
        text += (right > 0 ? "," : "") + rightText(number, right);
    return text + "\n    },\n    \"partitions\": {\"quota\": false, \"rate_limit\": false, \"acl\": false}\n  }";
}

// policy0, policy1, …
inline std::string manyPolicies(unsigned count)
{
    std::string text = "{";
    for (unsigned i = 0; i < count; ++i)
        text += (i > 0 ? "," : "") + policyText(i);
    return text + "\n}\n";
}

} // namespace gatereeve::tests
