#include "core/reading/readers.h"

#include "core/reading/policyfields.h"
#include "core/reading/sessionfields.h"
#include "core/timetext.h"

namespace gatereeve
{

namespace binding
{

bool ObjectId::read(const json::Value& value, std::string& target, Reading& reading)
{
    std::string text = value.isString() ? value.string() : std::string();
    for (char& c : text)
        c = c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
    const bool digits = text.size() == 24 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!value.isNull() && !(value.isString() && (text.empty() || digits)))
        return reading.wrongType(value, Expected::ObjectId);
    target = std::move(text);
    return true;
}

bool TimeText::read(const json::Value& value, std::string& target, Reading& reading)
{
    std::string text = value.isString() ? value.string() : std::string();
    if (!value.isNull() && !isRfc3339(text))
        return reading.wrongType(value, Expected::Time);
    target = text == NoTime ? std::string() : std::move(text);
    return true;
}

} // namespace binding

const ValueForm& readFormOfPolicy()
{
    return binding::FormOf<binding::Codec<Policy>>::get();
}

Dialect dialectOf(Profile profile)
{
    switch (profile) {
    case Profile::Guide:
        return Dialect::Guide;
    case Profile::Tyk29:
        return Dialect::Tyk29;
    case Profile::Tyk5:
        return Dialect::Tyk5;
    }
    return Dialect::Guide;
}

std::string_view gatewayNameOf(Dialect dialect)
{
    switch (dialect) {
    case Dialect::Guide:
        return "the gateway of the guide";
    case Dialect::Tyk29:
    case Dialect::Tyk29Service:
        return "Tyk 2.9.5";
    case Dialect::Tyk5:
        return "Tyk 5";
    }
    return {};
}

Policy readPolicy(const json::Value& value, Findings& findings, Dialect dialect, WrongType consequence, Findings* notes)
{
    Reading reading(findings, dialect, consequence, notes);
    return binding::readBound<Policy>(value, reading);
}

Session readSession(const json::Value& value, Findings& findings, Dialect dialect)
{
    Reading reading(findings, dialect);
    return binding::readBound<Session>(value, reading);
}

AccessRights readAccessRights(const json::Value& value, Findings& findings, Dialect dialect)
{
    Reading reading(findings, dialect);
    return binding::readBound<AccessRights>(value, reading);
}

} // namespace gatereeve
