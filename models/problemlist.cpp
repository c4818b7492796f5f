#include "models/problemlist.h"

#include <algorithm>
#include <tuple>

namespace gatereeve::models
{

int ProblemList::count(Severity severity) const
{
    return static_cast<int>(std::ranges::count(m_findings, severity, &Finding::severity));
}

void ProblemList::setFindings(const QString& origin, const Findings& findings)
{
    Findings& former = m_byOrigin[origin];
    if (former == findings)
        return;
    former = findings;
    Findings all;
    for (const auto& [name, some] : m_byOrigin)
        all.insert(all.end(), some.begin(), some.end());
    std::ranges::stable_sort(all, [](const Finding& a, const Finding& b) {
        if (a.severity != b.severity)
            return a.severity > b.severity;
        return std::tie(a.place.file, a.place.line) < std::tie(b.place.file, b.place.line);
    });
    synchronize(m_findings, std::move(all), [](const Finding& finding) {
        return std::tuple(finding.kind, finding.place.file, finding.place.path);
    });
    Q_EMIT countChanged();
}

} // namespace gatereeve::models
