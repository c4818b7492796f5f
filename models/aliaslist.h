#pragma once

// Names of keys from a list that people paste or keep in a spreadsheet: the first column of CSV (RFC 4180; commas,
// semicolons or tabs), one name a line. Pure.

#include <QString>
#include <QStringList>

namespace gatereeve::models
{

struct AliasList {
    QStringList aliases; // in order; empty lines left out, a heading "alias" or "name" too
    QString problem;     // with its line; then the list can't be used
    QStringList twice;   // names that stand in it more than once, each once
};

AliasList aliasesOf(const QString& text);

// One cell, quoted where it has to be. A name that a spreadsheet would take for a formula gets an apostrophe before it.
QString csvCell(const QString& text);

} // namespace gatereeve::models
