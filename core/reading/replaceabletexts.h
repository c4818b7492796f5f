#pragma once

// The texts of a document that people look for, and replace, all over a workspace: ids, tags and URLs. Pure; any
// thread.

#include "core/json/edit.h"
#include "core/reading/policyplaces.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gatereeve
{

enum class TextKind : uint8_t { PolicyId, ApiId, Tag, Url };

struct ReplaceableText {
    TextKind kind = TextKind::PolicyId;
    json::Value at;      // the text; or the member whose name it is
    bool isName = false; // of `at`
    bool isOwn = false;  // the id of the policy or API itself: no other may have it

    std::string text() const { return isName ? at.name() : at.string(); }
    json::Edit replacedBy(std::string_view text) const;
};

// In file order. What is no text where one belongs is left out.
std::vector<ReplaceableText> textsOfPolicy(const PolicyPlace& policy, PolicyForm form);
// Of an API definition, classic or OpenAPI (its gateway section), or of an export around it.
std::vector<ReplaceableText> textsOfApi(const json::Value& root);

} // namespace gatereeve
