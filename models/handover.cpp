#include "models/handover.h"

#include "core/engine/policyapplier.h"
#include "core/units.h"
#include "models/aliaslist.h"
#include "models/keystate.h"
#include "models/text.h"

#include <QCoreApplication>

#include <set>

namespace gatereeve::models
{

namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("HandOver", text);
}

QString limitText(const Limit& limit)
{
    if (limit.rate <= 0 && limit.quotaMax <= 0)
        return tr("without limit");
    QStringList parts;
    if (limit.rate > 0)
        parts.append(toQString(rateText(limit.rate, limit.per)));
    if (limit.quotaMax > 0)
        parts.append(toQString(quotaText(limit.quotaMax, limit.quotaRenewalRate)));
    return tr("at most %1").arg(parts.join(tr(" and ")));
}

class Sheet
{
public:
    Sheet(const Workspace& workspace, QString base) : m_workspace(workspace), m_base(std::move(base))
    {
        while (m_base.endsWith(u'/'))
            m_base.chop(1);
    }

    QString of(const StoredKey& key)
    {
        m_lines.clear();
        const Session& session = key.session;
        section(tr("Key"), toQString(key.text));
        if (!session.alias.empty())
            section(tr("For"), toQString(session.alias));
        section(tr("Ends"), session.expires > 0 ? exactTime(session.expires) : tr("never"));
        const EffectiveSession effective =
            applyPolicies(session, {m_workspace.policies(), std::nullopt, m_workspace.profile()});
        if (!effective.ok())
            section(tr("Note"), tr("This key is refused at present: %1").arg(sentence(effective.refusal->why)));
        else
            addRights(effective.session, toQString(key.text));
        return m_lines.join(u'\n') + u'\n';
    }

private:
    void section(const QString& title, const QString& text)
    {
        if (!m_lines.isEmpty())
            m_lines.append(QString());
        m_lines.append(title);
        line(text);
    }
    void line(const QString& text) { m_lines.append(QStringLiteral("    ") + text); }

    void addRights(const Session& session, const QString& text)
    {
        section(tr("What it may call"), session.accessRights.empty() ? tr("every API at %1").arg(m_base) : QString());
        if (!session.accessRights.empty())
            m_lines.removeLast();
        QString example;
        for (const auto& [apiId, right] : session.accessRights) {
            const ApiDefinition* api = m_workspace.apiList().find(toQString(apiId));
            const QString address = api ? m_base + toQString(api->listenPath) : QString();
            addApi(m_workspace.apiList().labelOf(toQString(apiId)), address, right);
            if (api && example.isEmpty() && api->usesToken()) {
                const QString header =
                    api->auth.headerName.empty() ? QStringLiteral("Authorization") : toQString(api->auth.headerName);
                example = QStringLiteral("curl -H '%1: %2' %3").arg(header, text, address);
            }
        }
        if (!example.isEmpty())
            section(tr("How to send it, for example"), example);
        if (countsTogether(session))
            section(tr("Note"), tr("Calls of several APIs count together."));
    }

    void addApi(const QString& name, const QString& address, const AccessRight& right)
    {
        QString text = address.isEmpty() ? name : tr("%1 at %2").arg(name, address);
        const bool named = right.versions.size() > 1 || (right.versions.size() == 1 && right.versions[0] != "Default");
        if (named)
            text += tr(", versions %1").arg(toQStringList(right.versions).join(QStringLiteral(", ")));
        line(text);
        line(QStringLiteral("    ") + limitText(right.limit.value_or(Limit{})));
        for (const AllowedUrl& url : right.allowedUrls)
            line(tr("    only %1 of paths matching %2")
                     .arg(toQStringList(url.methods).join(QStringLiteral(", ")), toQString(url.url)));
    }

    static bool countsTogether(const Session& session)
    {
        std::set<std::string> scopes;
        size_t limited = 0;
        for (const auto& [apiId, right] : session.accessRights) {
            if (!right.limit || (right.limit->rate <= 0 && right.limit->quotaMax <= 0))
                continue;
            ++limited;
            scopes.insert(right.allowanceScope);
        }
        return scopes.size() < limited;
    }

    const Workspace& m_workspace;
    QString m_base;
    QStringList m_lines;
};

} // namespace

QString handOverSheet(const std::vector<StoredKey>& keys, const Workspace& workspace, const QString& baseAddress)
{
    Sheet sheet(workspace, baseAddress.trimmed());
    QStringList sheets;
    for (const StoredKey& key : keys)
        sheets.append(sheet.of(key));
    const QString line = u'\n' + QString(72, u'-') + QStringLiteral("\n\n");
    const QString title = tr("Access to %1\nKeep this to yourself: whoever has the key can use it.\n\n");
    return title.arg(workspace.title()) + sheets.join(line);
}

QString keysAsCsv(const std::vector<StoredKey>& keys)
{
    QString text = QStringLiteral("name,key,ends\r\n");
    for (const StoredKey& key : keys) {
        const int64_t ends = key.session.expires;
        text += csvCell(toQString(key.session.alias)) + u',' + csvCell(toQString(key.text)) + u',' +
                (ends > 0 ? toQString(rfc3339(ends * NanosecondsPerSecond)) : QString()) + QStringLiteral("\r\n");
    }
    return text;
}

} // namespace gatereeve::models
