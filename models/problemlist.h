#pragma once

// All that is worth telling: what lint finds in the files and keys (livelint.h), and what the gateway that runs here
// does with them. Main thread.

#include "core/lint/report.h"

#include <QObject>

#include <memory>

namespace gatereeve::models
{

// In the order of lint: by file, place and rule. `rule` is never null; one that lint does not have (findRule) can't be
// silenced.
using Problem = lint::LintFinding;
using Problems = std::vector<Problem>;

class ProblemList : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    int size() const { return static_cast<int>(m_found->size() + m_ofGateway.size()); }
    // Valid until changed() was told.
    const Problem& at(int i) const;
    int count(Severity severity) const;
    int silenced() const { return m_silenced; } // by gatereeve.json
    // False while something was edited since: places and fixes may be of a former text.
    bool isUpToDate() const { return m_upToDate; }

    void setOutdated() { m_upToDate = false; }
    // Of the state that is open now. Returns what it had until then: many take a while to be freed.
    std::shared_ptr<const Problems> setFound(std::shared_ptr<const Problems> problems, int silenced);
    void setOfGateway(const Findings& findings); // of lint::isOfGateway
    void clear();

Q_SIGNALS:
    void changed();

private:
    std::shared_ptr<const Problems> m_found = std::make_shared<const Problems>();
    Problems m_ofGateway;
    int m_silenced = 0;
    bool m_upToDate = true;
};

} // namespace gatereeve::models
