#pragma once

// Which policies, API definitions, settings and keys a JSON document holds.

#include "core/compare/meaning.h"
#include "core/reading/documentkind.h"

#include <string>
#include <vector>

namespace gatereeve::compare
{

// How such a document is read as a whole.
const Shape& shapeOf(DocumentKind kind);

struct Object {
    ObjectKind kind = ObjectKind::Other;
    std::string id; // policies: the name that keys use; APIs: api_id; empty: has none
    json::Value value;

    const std::string& file() const { return value.document().file(); }
    // Its name stands beside it in a list of policies, so that a new name is a renaming.
    bool isNamed() const { return kind == ObjectKind::Policy && value.hasName(); }
};

std::vector<Object> objectsOf(const json::Document& document);

// A policy's id where nothing else names it: id, or else _id (policy-semantics.md 11.2).
std::string ownIdOf(const json::Value& policy);

} // namespace gatereeve::compare
