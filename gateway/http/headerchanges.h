#pragma once

// What a definition changes on the fields of a request for the upstream (gateway-behaviour.md 8), prepared once for a
// generation: names that may not be touched (framing, hop by hop) are left out, values are cut at their variables.

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gatereeve::gateway
{

// Meta data of a session by name, as it goes into a header.
using MetaTexts = std::map<std::string, std::string, std::less<>>;

class HeaderChanges
{
public:
    HeaderChanges() = default;
    HeaderChanges(const std::vector<std::string>& removed, const std::map<std::string, std::string>& set);

    bool isEmpty() const { return m_removed.empty() && m_set.empty(); }
    bool removes(std::string_view name) const;
    bool sets(std::string_view name) const;
    bool touches(std::string_view name) const { return removes(name) || sets(name); }
    // The fields that are set, each with its line end. Names that `later` touches are left out. `meta` may be null;
    // unknown names in it become empty.
    void appendSet(std::string& out, const MetaTexts* meta, const HeaderChanges* later) const;

private:
    struct Part {
        std::string text; // literal, or the name of a member of the meta data
        bool isVariable = false;
    };
    struct Field {
        std::string name;
        std::vector<Part> parts;
    };
    static std::vector<Part> partsOf(std::string_view value);
    std::vector<std::string> m_removed;
    std::vector<Field> m_set;
};

} // namespace gatereeve::gateway
