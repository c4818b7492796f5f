#pragma once

// What the known members of Tyk's files and of gatereeve.json mean, each in a sentence, for those who edit text.
// Sources: policy-semantics.md 1.2 to 1.5, gateway-behaviour.md, storage-and-config.md part 2.

#include "core/reading/valueform.h"

#include <QString>

#include <string>

namespace gatereeve::ui
{

// `holder` is what core/reading/knownmembers.h found the member under. Never empty: a test goes through all of them.
QString memberMeaning(const std::string& holder, const KnownMember& member);

// "text", "whole number", "list, Tyk 5".
QString kindWords(const KnownMember& member);

} // namespace gatereeve::ui
