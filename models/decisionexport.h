#pragma once

// Decisions as CSV (RFC 4180, with a heading) or as a list of JSON objects. Keys are alias and last characters, cells
// that a spreadsheet would take for formulas are defused. Built piece by piece, so that a million of them stops
// nobody. Times are UTC.

#include "models/decisionlist.h"

#include <string>

namespace gatereeve::models
{

class KeyList;

enum class ExportFormat : uint8_t { Csv, Json };

class DecisionExport
{
public:
    DecisionExport(ExportFormat format, const KeyList* keys); // null: no aliases

    void add(const Decision& decision, const DecisionApi& api);
    // The whole text; afterwards it is as new.
    std::string take();

private:
    void addCsv(const Decision& decision, const DecisionApi& api);
    void addJson(const Decision& decision, const DecisionApi& api);

    ExportFormat m_format;
    const KeyList* m_keys;
    std::string m_text;
};

} // namespace gatereeve::models
