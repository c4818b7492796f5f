// What applying policies and comparing two documents cost, on one core: bench_apply [guide|2.9|5]. Prints a line for
// each measure with its goal; says nothing about whether it was reached.

#include "core/engine/impact.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>

using namespace gatereeve;

namespace
{

using SteadyClock = std::chrono::steady_clock;

// The result is used, so that nothing is optimised away.
size_t sink = 0;

Policy policyOf(unsigned number, unsigned apis, unsigned firstApi, unsigned apiCount)
{
    Policy policy;
    policy.id = "p" + std::to_string(number);
    policy.rate = 1 + number % 7;
    policy.per = 1;
    policy.quotaMax = 100 + number % 11;
    policy.quotaRenewalRate = 3600;
    policy.tags = {"tag" + std::to_string(number % 5)};
    for (unsigned i = 0; i < apis; ++i) {
        AccessRight& right = policy.accessRights["api" + std::to_string((firstApi + i) % apiCount)];
        right.versions = {"Default"};
        right.allowedUrls = {{"/orders/.*", {"GET", "POST"}}};
    }
    return policy;
}

void add(PolicySet& set, Policy policy)
{
    PolicyEntry entry;
    entry.policy = std::move(policy);
    std::string name = entry.policy.id;
    set[std::move(name)] = std::make_shared<const PolicyEntry>(std::move(entry));
}

Session keyOf(const std::vector<std::string>& policies)
{
    Session key;
    key.applyPolicies = policies;
    key.setRootLimit({1, 1, 0, 0, 10, 0, 0, 60});
    key.tags = {"key"};
    return key;
}

Session keyOfAll(const PolicySet& set)
{
    std::vector<std::string> names;
    for (const auto& [name, entry] : set)
        names.push_back(name);
    return keyOf(names);
}

template <typename Run>
double secondsOf(const Run& run)
{
    const auto begin = SteadyClock::now();
    run();
    return std::chrono::duration<double>(SteadyClock::now() - begin).count();
}

// Microseconds of one run: the median of nine batches.
template <typename Run>
double microseconds(unsigned runs, const Run& run)
{
    std::vector<double> batches;
    for (int batch = 0; batch < 9; ++batch) {
        batches.push_back(secondsOf([&] {
            for (unsigned i = 0; i < runs; ++i)
                run();
        }));
    }
    std::sort(batches.begin(), batches.end());
    return batches[batches.size() / 2] * 1e6 / runs;
}

void measureApplying(const char* what, const PolicySet& set, Profile profile, unsigned runs, const char* goals)
{
    const Session key = keyOfAll(set);
    const ApplyContext context{set, std::nullopt, profile};
    if (const EffectiveSession effective = applyPolicies(key, context); !effective.ok())
        std::printf("%s: refused: %s\n", what, effective.refusal->text.c_str());
    const double without = microseconds(runs, [&] { sink += applyPolicies(key, context).applied.size(); });
    Provenance why;
    const double with = microseconds(runs, [&] {
        sink += applyPolicies(key, context, &why).applied.size();
        sink += why.size();
    });
    std::printf("%-28s %10.2f µs without, %10.2f µs with provenance   (goal %s)\n", what, without, with, goals);
}

void measureImpact(const char* what, unsigned changedEach, Profile profile)
{
    constexpr unsigned Policies = 1000, Keys = 100'000, Apis = 50;
    PolicySet before, after;
    for (unsigned i = 0; i < Policies; ++i) {
        Policy policy = policyOf(i, 3, i * 3, Apis);
        add(before, policy);
        if (i % changedEach == 0)
            policy.rate += 1;
        add(after, std::move(policy));
    }
    size_t keys = 0, differences = 0;
    const double seconds = secondsOf([&] {
        const Impact impact({before, std::nullopt, profile}, {after, std::nullopt, profile});
        for (unsigned i = 0; i < Keys; ++i) {
            const Session key = keyOf({"p" + std::to_string(i % Policies), "p" + std::to_string(i * 7 % Policies)});
            const size_t found = impact.on(key).size();
            keys += found > 0 ? 1 : 0;
            differences += found;
        }
    });
    std::printf("%-28s %10.2f s; %zu keys change in %zu fields   (goal 5 s)\n", what, seconds, keys, differences);
}

} // namespace

int main(int argc, char** argv)
{
    Profile profile = Profile::Guide;
    for (const Profile one : {Profile::Guide, Profile::Tyk29, Profile::Tyk5}) {
        if (argc > 1 && nameOf(one) == argv[1])
            profile = one;
    }
    if (argc > 1 && nameOf(profile) != argv[1]) {
        std::fprintf(stderr, "usage: bench_apply [guide|2.9|5]\n");
        return 2;
    }
    std::printf("profile %s\n", argc > 1 ? argv[1] : "guide");
    PolicySet typical, large;
    add(typical, policyOf(1, 2, 0, 3));
    add(typical, policyOf(2, 2, 1, 3));
    for (unsigned i = 0; i < 20; ++i)
        add(large, policyOf(i, 200, i, 200));
    measureApplying("2 policies, 3 APIs", typical, profile, 20'000, "3 and 15 µs");
    measureApplying("20 policies, 200 APIs each", large, profile, 20, "3000 and 15000 µs");
    measureImpact("100 000 keys, all changed", 1, profile);
    measureImpact("100 000 keys, 1 % changed", 100, profile);
    return sink == 0 ? 1 : 0;
}
