#include "app/admin/adminchannel.h"

#include "core/json/document.h"

namespace gatereeve::app
{

std::string AdminAnswer::message() const
{
    const auto document = json::Document::parse(body);
    const auto member = document && document->root().isObject() ? document->root().member("message") : std::nullopt;
    if (member && member->isString())
        return member->string();
    return "the answer was " + std::to_string(status) + ", which no admin API gives here; look at the address";
}

std::string percentEncoded(std::string_view segment)
{
    constexpr std::string_view Unreserved =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_~"; // no dots
    constexpr std::string_view Digits = "0123456789ABCDEF";
    std::string text;
    for (const char c : segment) {
        const auto byte = static_cast<unsigned char>(c);
        if (Unreserved.find(c) != std::string_view::npos)
            text += c;
        else
            text.append({'%', Digits[byte >> 4], Digits[byte & 15]});
    }
    return text;
}

} // namespace gatereeve::app
