#pragma once

// Policies files for property tests: a small model from a seed, changed at random, and written in any layout, order and
// spelling that means the same.

#include <array>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace gatereeve::testing
{

struct PolicyDraft {
    int rate = 0, per = 1, quota = 0, renewal = 60;
    std::vector<std::string> tags;                                                 // a set
    std::map<std::string, std::map<std::string, std::vector<std::string>>> rights; // API → URL → methods
    std::map<std::string, std::string> other;                                      // name → JSON

    bool operator==(const PolicyDraft&) const = default;
};

using PolicyDrafts = std::map<std::string, PolicyDraft>;

class DraftMaker
{
public:
    explicit DraftMaker(uint32_t seed) : m_random(seed) {}

    unsigned below(unsigned limit) { return static_cast<unsigned>(m_random() % limit); }
    bool oneIn(unsigned chances) { return below(chances) == 0; }

    PolicyDrafts drafts(unsigned count)
    {
        PolicyDrafts result;
        for (unsigned i = 0; i < count; ++i)
            result["p" + std::to_string(i)] = draft();
        return result;
    }

    PolicyDraft draft()
    {
        PolicyDraft result;
        result.rate = static_cast<int>(below(5));
        result.per = static_cast<int>(1 + below(3));
        result.quota = static_cast<int>(below(4)) * 100;
        for (const char* tag : {"gold", "blue", "red"}) {
            if (oneIn(2))
                result.tags.emplace_back(tag);
        }
        for (const char* api : {"orders", "billing"}) {
            auto& urls = result.rights[api];
            for (const char* url : {"^/a", "^/b"})
                urls[url] = oneIn(2) ? std::vector<std::string>{"GET"} : std::vector<std::string>{"GET", "POST"};
        }
        result.other["name"] = '"' + std::to_string(m_random()) + '"'; // tells policies apart
        if (oneIn(2))
            result.other["x-note"] = "[1, {\"a\": null}]";
        return result;
    }

    // A few fields of a few policies; sometimes a policy comes or goes.
    void change(PolicyDrafts& drafts)
    {
        for (auto& [name, draft] : drafts) {
            if (oneIn(2))
                changeField(draft);
        }
        if (oneIn(3) && drafts.size() > 1)
            drafts.erase(std::next(drafts.begin(), below(static_cast<unsigned>(drafts.size()))));
        if (oneIn(3))
            drafts["n" + std::to_string(below(3))] = draft();
    }

    std::string text(const PolicyDrafts& drafts)
    {
        m_lineEnd = oneIn(3) ? "\r\n" : "\n";
        m_unit = oneIn(2) ? "  " : "\t";
        m_oneLine = oneIn(5);
        std::vector<std::string> members;
        for (const auto& [name, draft] : drafts)
            members.push_back('"' + name + "\": " + policy(draft));
        return object(std::move(members), 0, m_oneLine) + (oneIn(2) ? m_lineEnd : "");
    }

private:
    void changeField(PolicyDraft& draft)
    {
        switch (below(7)) {
        case 0:
            draft.rate = static_cast<int>(below(5));
            break;
        case 1:
            draft.per = static_cast<int>(1 + below(3));
            break;
        case 2:
            draft.quota = static_cast<int>(below(4)) * 100;
            break;
        case 3:
            if (draft.tags.empty() || oneIn(2))
                draft.tags.push_back("new" + std::to_string(below(3)));
            else
                draft.tags.erase(draft.tags.begin());
            break;
        case 4:
            draft.rights["api" + std::to_string(below(2))]["^/c"] = {"PUT"};
            break;
        case 5:
            if (draft.rights.size() > 1)
                draft.rights.erase(draft.rights.begin());
            break;
        default:
            draft.other["x-" + std::to_string(below(3))] = std::to_string(below(3)) + ".50";
        }
    }

    std::string number(int value)
    {
        const std::string plain = std::to_string(value);
        return oneIn(3) ? plain + ".0" : plain;
    }

    template <typename T>
    void shuffle(std::vector<T>& list)
    {
        for (size_t i = list.size(); i > 1; --i)
            std::swap(list[i - 1], list[below(static_cast<unsigned>(i))]);
    }

    std::string policy(const PolicyDraft& draft)
    {
        std::vector<std::string> members{"\"per\": " + number(draft.per),
                                         "\"quota_renewal_rate\": " + std::to_string(draft.renewal)};
        const auto unlessZero = [&](const std::string& name, bool zero, const std::string& value) {
            if (!zero || oneIn(2))
                members.push_back('"' + name + "\": " + value);
        };
        unlessZero("rate", draft.rate == 0, number(draft.rate));
        unlessZero("quota_max", draft.quota == 0, std::to_string(draft.quota));
        unlessZero("is_inactive", true, "false");
        unlessZero("tags", draft.tags.empty(), list(draft.tags));
        unlessZero("access_rights", draft.rights.empty(), rights(draft));
        for (const auto& [name, json] : draft.other)
            members.push_back('"' + name + "\": " + json);
        shuffle(members);
        return object(std::move(members), 1, m_oneLine);
    }

    std::string rights(const PolicyDraft& draft)
    {
        std::vector<std::string> members;
        for (const auto& [api, urls] : draft.rights) {
            std::vector<std::string> rules;
            for (const auto& [url, methods] : urls)
                rules.push_back("{\"url\": \"" + url + "\", \"methods\": " + list(methods) + '}');
            shuffle(rules);
            members.push_back('"' + api + "\": {\"versions\": [\"v1\"], \"allowed_urls\": [" + joined(rules, ", ") +
                              "]}");
        }
        shuffle(members);
        return object(std::move(members), 2, m_oneLine);
    }

    std::string list(std::vector<std::string> texts)
    {
        shuffle(texts);
        for (std::string& text : texts)
            text = '"' + text + '"';
        return '[' + joined(texts, ", ") + ']';
    }

    static std::string joined(const std::vector<std::string>& items, const std::string& separator)
    {
        std::string text;
        for (const std::string& item : items)
            text += (&item == &items.front() ? "" : separator) + item;
        return text;
    }

    std::string object(std::vector<std::string> members, int depth, bool oneLine)
    {
        if (oneLine || members.empty())
            return '{' + joined(members, ", ") + '}';
        std::string outer = m_lineEnd;
        for (int i = 0; i < depth; ++i)
            outer += m_unit;
        return '{' + outer + m_unit + joined(members, ',' + outer + m_unit) + outer + '}';
    }

    std::mt19937 m_random;
    std::string m_lineEnd = "\n", m_unit = "  ";
    bool m_oneLine = false;
};

} // namespace gatereeve::testing
