#include "models/problemlist.h"

#include <algorithm>

namespace gatereeve::models
{

namespace
{

const lint::Rule OfGateway{"gateway",
                           lint::Category::Portability,
                           Severity::Note,
                           "The gateway that runs here does something else with it than one may expect.",
                           {},
                           "As it is told.",
                           lint::FixKind::None,
                           std::monostate()};

} // namespace

const Problem& ProblemList::at(int i) const
{
    const auto index = static_cast<size_t>(i);
    return index < m_found->size() ? (*m_found)[index] : m_ofGateway[index - m_found->size()];
}

int ProblemList::count(Severity severity) const
{
    const auto isOf = [&](const Problem& problem) { return problem.finding.severity == severity; };
    return static_cast<int>(std::ranges::count_if(*m_found, isOf) + std::ranges::count_if(m_ofGateway, isOf));
}

std::shared_ptr<const Problems> ProblemList::setFound(std::shared_ptr<const Problems> problems, int silenced)
{
    auto former = std::exchange(m_found, std::move(problems)); // outlives the signal: views compare with it
    m_silenced = silenced;
    m_upToDate = true;
    Q_EMIT changed();
    return former;
}

void ProblemList::setOfGateway(const Findings& findings)
{
    if (std::ranges::equal(findings, m_ofGateway, {}, {}, &Problem::finding))
        return;
    Problems former;
    for (const Finding& finding : findings)
        former.push_back({&OfGateway, finding, 0, 0, std::nullopt});
    std::swap(former, m_ofGateway);
    Q_EMIT changed();
}

void ProblemList::clear()
{
    setOfGateway({});
    setFound(std::make_shared<const Problems>(), 0);
}

} // namespace gatereeve::models
