#pragma once

// What a load of policies says, as lists to compare.

#include "core/reading/finding.h"
#include "core/reading/policyset.h"

#include <QStringList>

namespace gatereeve::testing
{

inline QStringList kinds(const Findings& findings)
{
    QStringList kinds;
    for (const Finding& finding : findings)
        kinds << QString::fromStdString(finding.kind);
    return kinds;
}

inline QStringList names(const PolicySet& policies)
{
    QStringList names;
    for (const auto& [name, entry] : policies)
        names << QString::fromStdString(name);
    return names;
}

} // namespace gatereeve::testing
