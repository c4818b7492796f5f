#pragma once

// The edit of a document behind Document::apply: a stretch of children of one list or object is read by itself and
// takes the place of the former one.

#include "core/json/document.h"
#include "core/json/edit.h"

namespace gatereeve::json
{

class Document::Splice
{
public:
    Splice(const Document& document, const Edits& edits, const ParseOptions& options);

    // Reads what is new; false: this edit can't be done so.
    bool prepare();
    // On the state of the document, or on an equal one.
    Reread carryOut(State& state) const;

private:
    const Node& node(uint32_t index) const { return m_state.nodes[index]; }
    bool findContainer();
    void findStretch();
    uint32_t lastChildBefore(size_t offset) const;
    uint32_t endOfSubtree(uint32_t index) const;
    int levelOf(uint32_t index) const;
    std::string stretchAfter() const;

    void moveNodes(State& state, uint32_t nodesNow) const;
    void placeNodes(State& state, uint32_t nodesNow) const;
    void adjustContainers(State& state, uint32_t nodesNow) const;
    int moveLines(State& state) const;
    static size_t columnOf(const State& state, size_t offset);

    const Document& m_document;
    const State& m_state;
    const Edits& m_edits;
    const ParseOptions& m_options;
    size_t m_editBegin, m_editEnd; // of all edits together
    uint32_t m_container = 0;
    // The stretch, in the former text: from the opening bracket or a child on, to a child or the closing bracket.
    size_t m_begin = 0, m_end = 0;
    bool m_fromBracket = false, m_toBracket = false;
    uint32_t m_firstNode = 0, m_endNode = 0; // its former nodes
    uint32_t m_formerChildren = 0;
    uint32_t m_next = 0;           // the child behind it; 0: none
    std::optional<Document> m_new; // its children in brackets
};

} // namespace gatereeve::json
