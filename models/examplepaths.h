#pragma once

// Paths to try an API with: where it listens, and examples of what the policies allow of it. Pure.

#include "core/apidefinition.h"
#include "models/policylist.h"

#include <QStringList>

#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace gatereeve::models
{

// Looks into the policies: not to be kept beyond their next change.
class ExamplePaths
{
public:
    explicit ExamplePaths(const PolicyList& policies);

    // One for each different expression, in the order of the policies, and the listen path last. "/orders/[0-9]+"
    // gives "/orders/7"; an expression for which no example is found, or none below the listen path, gives none.
    QStringList pathsOf(const ApiDefinition& api) const;

private:
    struct Urls {
        std::vector<std::string_view> inOrder;
        std::unordered_set<std::string_view> known;
    };
    std::unordered_map<std::string_view, Urls> m_urls; // by API
};

} // namespace gatereeve::models
