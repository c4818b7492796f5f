#include "gateway/proxy/credentials.h"

#include "gateway/http/bytescan.h"
#include "gateway/http/requestvalues.h"

namespace gatereeve::gateway
{

std::string_view findToken(const RequestHead& head, const CompiledApi& api, std::string_view ofHeader,
                           std::string& scratch)
{
    std::string_view token = ofHeader;
    if (!api.tokenParam.empty()) {
        if (const auto value = queryParameter(head.query, api.tokenParam, scratch); value && !value->empty())
            token = *value;
    }
    if (!api.tokenCookie.empty()) {
        if (const auto value = cookieValue(head.fields, api.tokenCookie); value && !value->empty())
            token = *value;
    }
    return withoutBearer(token);
}

std::string_view clientAddress(const RequestHead& head, std::string_view peer)
{
    if (const auto real = head.fields.find("X-Real-IP"); real && !real->empty())
        return *real;
    if (const auto forwarded = head.fields.find(KnownField::XForwardedFor)) {
        const std::string_view first = trimBlanks(forwarded->substr(0, forwarded->find(',')));
        if (!first.empty())
            return first;
    }
    return peer;
}

std::string_view findVersion(const RequestHead& head, const CompiledApi& api, std::string_view restOfPath,
                             std::string& scratch)
{
    const ApiDefinition& definition = api.definition;
    if (definition.notVersioned)
        return {};
    if (definition.versionLocation == "header")
        return head.fields.find(definition.versionKey).value_or(std::string_view());
    if (definition.versionLocation == "url-param")
        return queryParameter(head.query, definition.versionKey, scratch).value_or(std::string_view());
    if (definition.versionLocation == "url") {
        const size_t begin = restOfPath.find_first_not_of('/');
        if (begin == std::string_view::npos)
            return {};
        const std::string_view segment = restOfPath.substr(begin);
        return segment.substr(0, segment.find('/'));
    }
    return {};
}

} // namespace gatereeve::gateway
