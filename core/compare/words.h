#pragma once

// Sentences about changes, in words of the field. English with message ids; values and member names are arguments.

#include "core/compare/meaning.h"
#include "core/message.h"

#include <string>
#include <vector>

namespace gatereeve::compare
{

// Where a sentence speaks from: inside the right of one API its label stands in front.
struct Scope {
    std::string api; // "Orders (7c2…)", "global_rate_limit"; empty: the object itself

    Message say(std::string id, std::string pattern, std::vector<std::string> arguments) const;
};

// A value as it is written, in one short line; "not set" for nothing.
std::string excerpt(const MaybeValue& value);
// A text without its quotes, else as excerpt.
std::string plainText(const json::Value& value);

// Each unit's values in the order of its members; what is not there is nothing. The shape of a limit names them.
Message unitWords(Unit unit, const Scope& scope, const MaybeValue (&before)[2], const MaybeValue (&after)[2]);
std::string unitText(Unit unit, const MaybeValue (&values)[2]); // "10 per second"

// A member that has words of its own (active, is_inactive, key_expires_in, flags); nothing: it has none.
std::optional<Message> memberWords(const Scope& scope, std::string_view name, const MaybeValue& before,
                                   const MaybeValue& after);
bool isSecret(std::string_view label); // secret, node_secret, …: its value is not put into sentences
Message leafWords(const Scope& scope, const std::string& label, const MaybeValue& before, const MaybeValue& after);
Message setWords(const Scope& scope, const std::string& label, const std::vector<std::string>& added,
                 const std::vector<std::string>& removed);
Message partitionWords(const MaybeValue& before, const MaybeValue& after);
Message limitWords(const Scope& scope, const MaybeValue& before, const MaybeValue& after);

// "GET and POST ^/orders"; methods empty: "no method of ^/orders".
std::string ruleText(const std::vector<std::string>& methods, const std::string& url);
std::string ruleText(const json::Value& rule);
std::vector<std::string> methodsOf(const json::Value& rule);

std::string rightLabel(const std::string& apiId, const MaybeValue& before, const MaybeValue& after);
std::string rightText(const json::Value& right);   // "version v1, only GET ^/a"
std::string policyText(const json::Value& policy); // "5 per second, 100 per day, grants orders"
std::string apiText(const json::Value& api);       // "listens on /orders/ for http://…"

} // namespace gatereeve::compare
