#pragma once

// Collects the edits of one undo step on a document, one after the other, each on the text that the former left.

#include "core/json/document.h"
#include "core/json/edit.h"

#include <functional>

namespace gatereeve::models
{

class EditBuilder
{
public:
    explicit EditBuilder(const json::Document& document);

    const json::Document& document() const { return m_document; } // as it is by now
    // Offsets refer to document(); several edits of one call must not touch the same place.
    void apply(json::Edits edits);
    json::Edits take(); // for the text it began with

private:
    std::string m_before;
    json::Document m_document;
    json::Edits m_edits;
};

// Member of that name, letter case ignored as Tyk does; the last one wins.
std::optional<json::Value> memberOf(const json::Value& object, std::string_view name);
// Sets object.path[0].path[1]…; objects on the way are made where they are missing or something else.
json::Edit setPath(const json::Value& object, const std::vector<std::string>& path, std::string_view json);

} // namespace gatereeve::models
