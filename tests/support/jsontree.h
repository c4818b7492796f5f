#pragma once

// What a document says, without its layout: names and scalars as they are spelled. For changing it in the obvious way,
// beside an edit of the text that must lead to the same.

#include "core/json/document.h"

#include <string>
#include <vector>

namespace gatereeve::tests
{

struct JsonTree {
    json::Kind kind = json::Kind::Null;
    std::string name, scalar;
    std::vector<JsonTree> children;

    bool operator==(const JsonTree&) const = default;
};

inline JsonTree treeOf(const json::Value& value)
{
    JsonTree tree{value.kind(), std::string(value.rawName()), {}, {}};
    if (!value.isObject() && !value.isArray())
        tree.scalar = value.raw();
    for (const json::Value child : value)
        tree.children.push_back(treeOf(child));
    return tree;
}

// The node of a tree of value's document that stands for it.
inline JsonTree& nodeOf(JsonTree& root, const json::Value& value)
{
    return value.parent() ? nodeOf(root, *value.parent()).children[value.indexInParent()] : root;
}

template <typename Child>
auto iteratorTo(std::vector<Child>& children, size_t index)
{
    return children.begin() + static_cast<std::ptrdiff_t>(index);
}

} // namespace gatereeve::tests
