#include "core/lint/expressions.h"

namespace gatereeve::lint
{

const std::optional<ExpressionProblem>& Expressions::problemOf(const std::string& expression)
{
    const auto [known, isNew] = m_problems.try_emplace(expression);
    if (isNew)
        known->second = expressionProblem(expression);
    return known->second;
}

const std::vector<BroadPattern>& Expressions::broadnessOf(const std::string& expression, const std::string& listenPath)
{
    const auto [known, isNew] = m_broadness[listenPath].try_emplace(expression);
    if (isNew)
        known->second = broadPatterns(expression, listenPath);
    return known->second;
}

} // namespace gatereeve::lint
