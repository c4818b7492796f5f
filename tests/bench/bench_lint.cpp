// How long a full lint of a large policies file takes: bench_lint [guide|2.9|5] [POLICIES]. Goal: 10,000 policies of 20
// MB in less than a second, reading them included.

#include "core/lint/lint.h"
#include "tests/support/manypolicies.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>

using namespace gatereeve;

namespace
{

json::Document apiDocument(unsigned number)
{
    return *json::Document::parse(tests::manyApiText(number), {.file = "api" + std::to_string(number) + ".json"});
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
    const std::string text = tests::manyPolicies(count);
    for (unsigned i = 0; i < tests::ApiCount; ++i)
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
