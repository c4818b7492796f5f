#pragma once

// The filter line above the traffic: words that all must fit. status:429 (or 4xx), key:NAME (alias or last characters),
// policy:NAME, method:GET, path:TEXT, api:NAME, is:passed, is:limited, is:refused, is:failed, check:rate,
// generation:3; any other word is looked for in path, method, API, key, policies, check and status. "-word" negates.
// Words beyond the 64th are left out.

#include "models/decisionlist.h"
#include "models/filterline.h"

namespace gatereeve::models
{

class KeyList;

class DecisionFilter
{
public:
    // `keys` may be null. Aliases and policies of keys are those of the moment at which a key is first met; a new
    // filter looks anew.
    explicit DecisionFilter(const QString& line = {}, const KeyList* keys = nullptr);

    bool isEmpty() const { return m_line.terms.isEmpty(); }
    QStringList notUnderstood() const { return m_line.notUnderstood; }
    // Whether keys or policies are asked for, so that it may change with them.
    bool asksKeys() const;
    bool fits(const DecisionList& decisions, int row);

private:
    // Which terms a text fits, one bit each; remembered by the id of the text.
    struct Memo {
        uint64_t serial = 0;
        uint64_t bits = 0;
    };
    template <typename Fits>
    uint64_t bitsOf(Fits fits) const;
    template <typename Compute>
    static uint64_t remembered(std::vector<Memo>& memos, const InternedTexts& texts, uint32_t id, Compute compute);
    bool fitsSubject(const FilterTerm& term, const Decision& decision, const DecisionApi& api) const;

    FilterLine m_line;
    const KeyList* m_keys;
    std::vector<Memo> m_subjects, m_paths;
};

} // namespace gatereeve::models
