#pragma once

// Reads the tables of hostile messages (docs/hostile-messages.md says how they are written): what is sent, what the
// client has to get, what the upstream.

#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gatereeve::gateway
{

struct HostileMessage {
    enum class Then : uint8_t { Listen, HalfClose, Close, Wait };
    std::string name, why;
    std::string sent;
    Then then = Then::Listen;
    std::vector<std::string> statuses; // of the answers: "400", "200h" (by the gateway itself), "none"
    bool keeps = false, torn = false;  // the connection stays; the last answer must not look whole
    std::vector<std::string> upstream; // the whole messages that it has to get
    bool tornUpstream = false;         // it may get a part of one
    std::string answer, body;          // of the upstream, and what the client gets of it
    bool hasBody = false, upstreamCloses = false;
    std::string trouble; // the entry can't be read
};

class HostileMessages
{
public:
    using Names = std::map<std::string, std::string, std::less<>>; // "{key}" → what it stands for

    explicit HostileMessages(Names names) : m_names(std::move(names)) {}

    std::vector<HostileMessage> read(const std::string& file)
    {
        std::vector<HostileMessage> messages;
        std::ifstream stream(file);
        for (std::string line; std::getline(stream, line);) {
            if (line.starts_with("= "))
                messages.emplace_back().name = line.substr(2);
            else if (!line.empty() && line.front() != '#' && !messages.empty())
                take(messages.back(), line);
        }
        return messages;
    }

private:
    void take(HostileMessage& message, std::string_view line)
    {
        const size_t blank = std::min(line.find(' '), line.size());
        const std::string_view word = line.substr(0, blank), rest = line.substr(std::min(blank + 1, line.size()));
        if (word == "why")
            message.why = rest;
        else if (word == "send")
            message.sent += expanded(rest);
        else if (word == "answer")
            message.answer = expanded(rest);
        else if (word == "body")
            message.body = expanded(rest), message.hasBody = true;
        else if (word == "then")
            takeThen(message, rest);
        else if (word == "expect")
            takeExpected(message, rest);
        else if (word == "upstream" && rest == "torn")
            message.tornUpstream = true;
        else if (word == "upstream")
            message.upstream.push_back(expanded(rest));
        else if (word != "nginx") // what nginx does otherwise is for beside_nginx.py
            message.trouble = line;
    }
    static void takeThen(HostileMessage& message, std::string_view words)
    {
        using Then = HostileMessage::Then;
        if (words == "upstream closes")
            message.upstreamCloses = true;
        else if (words == "half-close" || words == "close" || words == "wait")
            message.then = words == "wait" ? Then::Wait : words == "close" ? Then::Close : Then::HalfClose;
        else
            message.trouble = words;
    }
    static void takeExpected(HostileMessage& message, std::string_view words)
    {
        while (!words.empty()) {
            const size_t blank = std::min(words.find(' '), words.size());
            const std::string_view word = words.substr(0, blank);
            if (word == "keep")
                message.keeps = true;
            else if (word == "torn")
                message.torn = true;
            else if (word != "close" && word != "none")
                message.statuses.emplace_back(word);
            words.remove_prefix(std::min(blank + 1, words.size()));
        }
    }
    // Escapes of C, {name}, and {text*count}.
    std::string expanded(std::string_view text) const
    {
        std::string out;
        while (!text.empty()) {
            const size_t close = text.front() == '{' ? text.find('}') : std::string_view::npos;
            if (text.front() == '\\') {
                out += unescaped(text);
            } else if (close != std::string_view::npos) {
                out += named(text.substr(1, close - 1));
                text.remove_prefix(close + 1);
            } else {
                out += text.front();
                text.remove_prefix(1);
            }
        }
        return out;
    }
    std::string named(std::string_view inner) const
    {
        const size_t star = inner.rfind('*');
        if (star == std::string_view::npos) {
            const auto found = m_names.find(inner);
            return found == m_names.end() ? "{" + std::string(inner) + "}" : expanded(found->second);
        }
        const std::string one = expanded(inner.substr(0, star));
        std::string all;
        for (int count = std::atoi(std::string(inner.substr(star + 1)).c_str()); count > 0; --count)
            all += one;
        return all;
    }
    static std::string unescaped(std::string_view& text)
    {
        const char kind = text.size() > 1 ? text[1] : '\\';
        if (kind == 'x') {
            const std::string digits(text.substr(2, 2));
            text.remove_prefix(4);
            return {static_cast<char>(std::stoi(digits, nullptr, 16))};
        }
        text.remove_prefix(2);
        static constexpr std::string_view letters = "rnt0", bytes("\r\n\t\0", 4);
        const size_t found = letters.find(kind);
        return {found == std::string_view::npos ? kind : bytes[found]};
    }

    Names m_names;
};

} // namespace gatereeve::gateway
