#pragma once

// Where policies stand in a document, and under which name keys know them. Pure; any thread.

#include "core/json/document.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatereeve
{

enum class PolicyForm : uint8_t {
    ById,   // policy_record_name: one object, name → policy (policy-semantics.md 3)
    Folder, // policy_path: one policy a file (11.2)
    Export, // as a dashboard writes and delivers them: one policy a file, or a list of them (4)
};

struct PolicyPlace {
    std::string name; // empty: none, no key can name it
    json::Value value;
};

// How a policy that stands without a name around it gets one.
enum class NameRule : uint8_t {
    IdFirst,  // `id`, else `_id`
    ObjectId, // `_id` alone: a service's policies without allow_explicit_policy_id (policy-semantics.md 4.3)
};

// 24 hexadecimal digits, as `_id` has them (policy-semantics.md 1.2).
bool isObjectId(std::string_view text);

std::string nameOfPolicy(std::string_view id, std::string_view objectId, NameRule rule);

// All of a document in their order, of repeated names each.
std::vector<PolicyPlace> policyPlaces(const json::Document& document, PolicyForm form,
                                      NameRule rule = NameRule::IdFirst);

// Of several documents those that count: of one name the last (3, 11.2), in an export the first (4.3).
std::vector<PolicyPlace> countingPlaces(std::vector<PolicyPlace> places, PolicyForm form);

// The list of an export: the root, or its member `Message` (a service's reply) or `Data` (a dashboard's list). Nothing:
// the root is no list.
std::optional<json::Value> exportedList(const json::Value& root);

// A file name for a policy that any disk takes: letters, digits, - _ . and what is beyond ASCII; never empty, no
// leading dot. The policy's name stands inside the file.
std::string plainFileName(std::string_view policyName);

} // namespace gatereeve
