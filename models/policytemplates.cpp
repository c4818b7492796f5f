#include "models/policytemplates.h"

#include "models/text.h"

namespace gatereeve::models
{

using namespace Qt::StringLiterals;

namespace
{

const QString Group = u"templates"_s;

// A group for each, since a name may hold a slash.
QString keyOf(const QString& name)
{
    return QString::fromLatin1(name.toUtf8().toHex());
}

} // namespace

std::vector<PolicyTemplate> PolicyTemplates::builtIn()
{
    return {
        {tr("Trial"), tr("5 per second, 50 a day; a key ends 14 days after it was issued."), u"trial"_s,
         R"({"active": true, "rate": 5, "per": 1, "quota_max": 50, "quota_renewal_rate": 86400, )"
         R"("key_expires_in": 1209600, "access_rights": {}})"},
        {tr("Free tier"), tr("1 per second, 1 000 in 30 days."), u"free"_s,
         R"({"active": true, "rate": 1, "per": 1, "quota_max": 1000, "quota_renewal_rate": 2592000, )"
         R"("access_rights": {}})"},
        {tr("Paid tier"), tr("20 per second, 1 000 000 in 30 days."), u"paid"_s,
         R"({"active": true, "rate": 20, "per": 1, "quota_max": 1000000, "quota_renewal_rate": 2592000, )"
         R"("access_rights": {}})"},
        {tr("Rate only"), tr("Enforces the rate; quota and access stay the key's own."), u"rate-only"_s,
         R"({"active": true, "rate": 10, "per": 1, "partitions": {"rate_limit": true}})"},
        {tr("Quota only"), tr("Enforces the quota; rate and access stay the key's own."), u"quota-only"_s,
         R"({"active": true, "quota_max": 1000, "quota_renewal_rate": 86400, "partitions": {"quota": true}})"},
        {tr("Access only"), tr("Enforces the access rights; rate and quota stay the key's own."), u"access-only"_s,
         R"({"active": true, "access_rights": {}, "partitions": {"acl": true}})"},
    };
}

std::vector<PolicyTemplate> PolicyTemplates::own() const
{
    std::map<QString, PolicyTemplate> byName;
    m_settings.beginGroup(Group);
    for (const QString& key : m_settings.childGroups()) {
        m_settings.beginGroup(key);
        const QString name = m_settings.value("name"_L1).toString();
        byName[name] = {name, {}, m_settings.value("id"_L1).toString(), toUtf8(m_settings.value("json"_L1).toString())};
        m_settings.endGroup();
    }
    m_settings.endGroup();
    std::vector<PolicyTemplate> templates;
    for (auto& [name, kept] : byName)
        templates.push_back(std::move(kept));
    return templates;
}

Result<void> PolicyTemplates::keep(const QString& name, const QString& id, const std::string& json)
{
    if (name.isEmpty())
        return Error{"a template needs a name", {}};
    m_settings.beginGroup(Group + u'/' + keyOf(name));
    m_settings.setValue("name"_L1, name);
    m_settings.setValue("id"_L1, id);
    m_settings.setValue("json"_L1, toQString(json));
    m_settings.endGroup();
    return {};
}

void PolicyTemplates::forget(const QString& name)
{
    m_settings.remove(Group + u'/' + keyOf(name));
}

} // namespace gatereeve::models
