#pragma once

// Policies files as people's editors and scripts leave them, from a seed: any indentation, tabs, CRLF, a byte order
// mark, repeated members, odd spellings of names and numbers, unknown members, notes after the end. For property tests.

#include "tests/support/randomjson.h"

#include <string>
#include <utility>
#include <vector>

namespace gatereeve
{

class RandomPolicyFile
{
public:
    explicit RandomPolicyFile(uint32_t seed) : m_random(seed, RandomJson::Unicode::Valid)
    {
        m_lineEnd = m_random.chance(3) ? "\r\n" : "\n";
        m_unit = pick({"  ", "    ", "\t", " "});
        m_isOneLine = m_random.chance(4);
        m_colon = pick({": ", ":", " : ", "  :\t"});
    }

    // Of policies p0, p1, …
    std::string text()
    {
        std::vector<std::string> members;
        for (unsigned number = 0, count = 1 + m_random.below(3); number < count; ++number)
            members.push_back(member("p" + std::to_string(number), policy(1)));
        const std::string mark = m_random.chance(5) ? "\xEF\xBB\xBF" : "";
        const std::string end = pick({"", "\n", "\r\n", "\n\n  ", "\n see the wiki"});
        return mark + enclosed('{', members, '}', 0) + end;
    }

private:
    std::string pick(const std::vector<std::string>& choices)
    {
        return choices[m_random.below(static_cast<unsigned>(choices.size()))];
    }
    std::string member(const std::string& name, const std::string& value) { return '"' + name + '"' + m_colon + value; }

    std::string enclosed(char open, const std::vector<std::string>& children, char close, int depth)
    {
        const bool inOneLine = m_isOneLine || (depth > 1 && m_random.chance(2));
        std::string text(1, open);
        for (size_t i = 0; i < children.size(); ++i)
            text += (i > 0 ? std::string(",") : std::string()) + (inOneLine ? (i > 0 ? " " : "") : line(depth + 1)) +
                    children[i];
        return text + (inOneLine || children.empty() ? "" : line(depth)) + close;
    }
    std::string line(int depth)
    {
        std::string text = m_random.chance(9) ? m_lineEnd + m_lineEnd : m_lineEnd;
        for (int level = 0; level < depth; ++level)
            text += m_unit;
        return text;
    }

    std::string policy(int depth)
    {
        const std::vector<std::pair<std::string, std::string>> known{
            {pick({"rate", "Rate", "r\\u0061te"}), pick({"5", "5.0", "1e1", "-1", "0"})},
            {"per", pick({"1", "60.0", "6E1"})},
            {pick({"quota_max", "QUOTA_MAX"}), pick({"100", "-1", "9223372036854775807"})},
            {"quota_renewal_rate", pick({"3600", "86400"})},
            {"active", pick({"true", "false"})},
            {"is_inactive", pick({"true", "false"})},
            {"key_expires_in", pick({"0", "1209600"})},
            {"tags", enclosed('[', texts(), ']', depth + 1)},
            {"partitions", enclosed('{', {member("quota", pick({"true", "false"}))}, '}', depth + 1)},
            {"access_rights", rights(depth + 1)},
        };
        std::vector<std::string> members;
        for (const auto& [name, value] : known) {
            if (!m_random.chance(4))
                members.push_back(member(name, value));
            if (m_random.chance(6)) // read as the last one of that name
                members.push_back(member(name, value));
            if (m_random.chance(5))
                members.push_back(member(pick({"note", "x-team", "a \\\"b\\\"", "rates"}), m_random.value(depth + 1)));
        }
        return enclosed('{', members, '}', depth);
    }
    std::vector<std::string> texts()
    {
        std::vector<std::string> list;
        for (unsigned left = m_random.below(3); left > 0; --left)
            list.push_back(m_random.text());
        return list;
    }
    std::string rights(int depth)
    {
        std::vector<std::string> members;
        if (!m_random.chance(4)) {
            const std::string url =
                enclosed('{', {member("url", "\"/a/.*\""), member("methods", R"(["GET",  "POST"])")}, '}', depth + 3);
            members.push_back(
                member("api", enclosed('{',
                                       {member("api_id", "\"api\""), member("versions", "[ \"Default\" ]"),
                                        member("allowed_urls", enclosed('[', {url}, ']', depth + 2))},
                                       '}', depth + 1)));
        }
        if (m_random.chance(2))
            members.push_back(member("other", "{}"));
        return enclosed('{', members, '}', depth);
    }

    RandomJson m_random;
    std::string m_lineEnd, m_unit, m_colon;
    bool m_isOneLine = false;
};

} // namespace gatereeve
