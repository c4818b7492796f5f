#pragma once

// A sentence for people: an id that ui translates by, an English pattern with %1 … %9, and the arguments. The command
// line prints english(). Values, ids and JSON member names are arguments and are never translated.

#include <string>
#include <vector>

namespace gatereeve
{

struct Message {
    std::string id;      // stable, e.g. "rate.exceeded"
    std::string pattern; // English, e.g. "%1th call within %2, allowed %3"
    std::vector<std::string> arguments;

    bool operator==(const Message&) const = default;
    std::string english() const;
};

// "gold", "gold and trial", "basic, gold and trial"; English, for sentences.
std::string listText(const std::vector<std::string>& items);

} // namespace gatereeve
