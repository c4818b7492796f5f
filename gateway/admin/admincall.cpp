#include "gateway/admin/admincall.h"

#include <algorithm>
#include <charconv>

namespace gatereeve::gateway
{

namespace
{

enum class Plus : uint8_t { Literal, Blank }; // a query writes blanks as "+", a path does not

std::optional<std::string> decoded(std::string_view text, Plus plus)
{
    std::string result;
    result.reserve(text.size());
    for (size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus == Plus::Blank) {
            result += ' ';
        } else if (text[i] != '%') {
            result += text[i];
        } else {
            unsigned char byte = 0;
            const char* const end = text.data() + std::min(i + 3, text.size());
            const auto [stopped, error] = std::from_chars(text.data() + i + 1, end, byte, 16);
            if (error != std::errc() || stopped != text.data() + i + 3)
                return std::nullopt;
            result += static_cast<char>(byte);
            i += 2;
        }
    }
    return result;
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    for (size_t from = 0; from <= text.size();) {
        const size_t to = std::min(text.find(separator, from), text.size());
        parts.push_back(text.substr(from, to - from));
        from = to + 1;
    }
    return parts;
}

} // namespace

std::optional<std::string> AdminCall::parameter(std::string_view name) const
{
    const auto found = std::ranges::find(parameters, name, &std::pair<std::string, std::string>::first);
    return found == parameters.end() ? std::nullopt : std::optional(found->second);
}

std::optional<AdminCall> parseAdminCall(const AdminRequest& request)
{
    AdminCall call{request.method, {}, {}, request.body};
    std::string_view path = request.path;
    while (path.ends_with('/'))
        path.remove_suffix(1);
    if (path.starts_with('/'))
        path.remove_prefix(1);
    for (const std::string_view part : split(path, '/')) {
        auto segment = decoded(part, Plus::Literal);
        if (!segment)
            return std::nullopt;
        call.segments.push_back(std::move(*segment));
    }
    for (const std::string_view part : split(request.query, '&')) {
        const size_t equals = std::min(part.find('='), part.size());
        auto name = decoded(part.substr(0, equals), Plus::Blank);
        auto value = decoded(part.substr(std::min(equals + 1, part.size())), Plus::Blank);
        if (!name || !value)
            return std::nullopt;
        if (!part.empty())
            call.parameters.emplace_back(std::move(*name), std::move(*value));
    }
    return call;
}

} // namespace gatereeve::gateway
