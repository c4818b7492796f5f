#pragma once

// Collects the edits of one undo step on a document, one after the other, each on the text that the former left.

#include "core/json/document.h"
#include "core/json/edit.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatereeve::models
{

class EditBuilder
{
public:
    explicit EditBuilder(const json::Document& document);

    const json::Document& document(); // as it is by now
    // Offsets refer to document(); several edits of one call must not touch the same place.
    void apply(const json::Edits& edits);
    const json::Edits& edits() const { return m_edits; } // for the text it began with

private:
    json::Document m_document;
    json::Edits m_pending; // not yet in m_document: nobody may ask for it any more
    json::Edits m_edits;
};

// Says the same: numbers by value, all else without regard to white space.
bool sameValue(const json::Value& value, std::string_view json);
// Exchanges a value for another. A list that gains or loses one element keeps the bytes of the others.
json::Edit exchange(const json::Value& value, std::string_view json);
// Sets object.path[0].path[1]…; objects on the way are made where they are missing or something else.
json::Edit setPath(const json::Value& object, const std::vector<std::string>& path, std::string_view json);

} // namespace gatereeve::models
