#pragma once

// Seeded random policies and keys for property tests: few names and few numbers, so that they meet often.

#include "core/reading/policyset.h"
#include "core/session.h"

#include <random>

namespace gatereeve::testing
{

class RandomPolicies
{
public:
    explicit RandomPolicies(uint32_t seed) : m_random(seed) {}

    // Usable ones only, named p0, p1, …
    PolicySet policies(unsigned count)
    {
        PolicySet result;
        for (unsigned i = 0; i < count; ++i) {
            PolicyEntry entry;
            entry.policy = policy("p" + std::to_string(i));
            result["p" + std::to_string(i)] = std::make_shared<const PolicyEntry>(std::move(entry));
        }
        return result;
    }

    // A key that names all of the policies.
    Session key(const PolicySet& policies)
    {
        Session session;
        session.orgId = "org";
        const Limit root = limit();
        session.setRootLimit(root);
        session.quotaRenews = 1'700'000'000;
        session.quotaRemaining = 3;
        session.expires = 1'800'000'000;
        session.accessRights = rights();
        session.tags = texts({"key", "gold", "blue"});
        session.metaData = metaData("key");
        session.hmacEnabled = oneIn(4);
        session.isInactive = oneIn(8);
        for (const auto& [name, entry] : policies)
            session.applyPolicies.push_back(name);
        return session;
    }

    template <typename T>
    void shuffle(std::vector<T>& list)
    {
        for (size_t i = list.size(); i > 1; --i)
            std::swap(list[i - 1], list[below(static_cast<unsigned>(i))]);
    }

    unsigned below(unsigned limit) { return static_cast<unsigned>(m_random() % limit); }
    bool oneIn(unsigned chances) { return below(chances) == 0; }

private:
    template <typename T>
    T oneOf(std::initializer_list<T> choices)
    {
        return *(choices.begin() + below(static_cast<unsigned>(choices.size())));
    }

    std::vector<std::string> texts(std::initializer_list<const char*> choices)
    {
        std::vector<std::string> result;
        for (const char* choice : choices) {
            if (oneIn(2))
                result.emplace_back(choice);
        }
        return result;
    }

    std::map<std::string, std::string> metaData(const std::string& owner)
    {
        std::map<std::string, std::string> result;
        for (const std::string& name : texts({"plan", "team"}))
            result[name] = '"' + owner + '"';
        return result;
    }

    Limit limit()
    {
        Limit result;
        result.rate = oneOf({-1.0, 0.0, 0.5, 1.0, 2.9, 5.0, 10.0, 100.0});
        result.per = result.rate > 0 ? oneOf({0.5, 1.0, 10.0, 60.0}) : oneOf({0.0, 1.0});
        result.throttleInterval = oneOf({0.0, 1.0});
        result.throttleRetryLimit = oneOf<int64_t>({0, 3});
        result.quotaMax = oneOf<int64_t>({-1, 0, 1, 50, 100, INT64_MAX});
        result.quotaRenewalRate = oneOf<int64_t>({-1, 0, 60, 3600, INT64_MAX});
        return result;
    }

    AccessRights rights()
    {
        AccessRights result;
        for (const std::string& api : texts({"billing", "orders", "stock"})) {
            AccessRight right;
            right.apiId = api;
            right.versions = texts({"v1", "v2", "v3"});
            for (const std::string& url : texts({"^/a", "^/b", "^/c"}))
                right.allowedUrls.push_back({url, texts({"GET", "POST"})});
            if (oneIn(3))
                right.limit = limit();
            result[api] = std::move(right);
        }
        return result;
    }

    Policy policy(const std::string& name)
    {
        Policy result;
        result.id = name;
        result.active = true;
        result.orgId = oneIn(2) ? "org" : "";
        const Limit own = limit();
        result.rate = own.rate;
        result.per = own.per;
        result.throttleInterval = own.throttleInterval;
        result.throttleRetryLimit = own.throttleRetryLimit;
        result.quotaMax = own.quotaMax;
        result.quotaRenewalRate = own.quotaRenewalRate;
        result.accessRights = rights();
        result.tags = texts({"gold", "blue", "red"});
        result.metaData = metaData(name);
        result.hmacEnabled = oneIn(6);
        result.httpSignatureEnabled = oneIn(6);
        result.isInactive = oneIn(12);
        if (oneIn(6))
            result.partitions.perApi = true;
        else
            result.partitions = {oneIn(2), oneIn(2), oneIn(2), false, false};
        return result;
    }

    std::mt19937 m_random;
};

} // namespace gatereeve::testing
