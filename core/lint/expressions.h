#pragma once

// What there is to say about the expressions of rights, each looked at once however many policies repeat it.

#include "core/engine/broadpattern.h"
#include "core/engine/expressionproblem.h"

#include <unordered_map>

namespace gatereeve::lint
{

class Expressions final
{
public:
    const std::optional<ExpressionProblem>& problemOf(const std::string& expression);
    // For the API on that listen path.
    const std::vector<BroadPattern>& broadnessOf(const std::string& expression, const std::string& listenPath);

private:
    std::unordered_map<std::string, std::optional<ExpressionProblem>> m_problems;
    std::unordered_map<std::string, std::unordered_map<std::string, std::vector<BroadPattern>>> m_broadness;
};

} // namespace gatereeve::lint
