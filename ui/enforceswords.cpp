#include "ui/enforceswords.h"

#include <QCoreApplication>
#include <QStringList>

namespace gatereeve::ui
{

namespace
{

class EnforcesWords
{
    Q_DECLARE_TR_FUNCTIONS(EnforcesWords)

public:
    EnforcesWords(const Policy& policy, Profile profile)
        : m_parts(policy.partitions),
          m_apis(policy.accessRights.size()),
          m_profile(profile),
          m_hasDepth(m_parts.complexity && profile == Profile::Tyk5),
          m_isWhole(!m_parts.isPartitioned() && !(m_hasDepth && !m_parts.acl))
    {
    }

    QString sentence() const
    {
        QStringList sentences;
        if (m_parts.perApi)
            sentences.append(perApi());
        else if (m_isWhole)
            sentences.append(whole());
        else
            sentences << parts() << exceptions();
        if (!m_isWhole && !m_parts.acl && m_apis > 0 && !m_parts.perApi)
            sentences.append(tr("Access rights listed here are not granted."));
        if (m_profile == Profile::Tyk5 && !grants() && !isExcluded())
            sentences.append(
                tr("It cannot stand alone: without another policy that grants an API its keys are refused."));
        if (m_parts.complexity && !m_hasDepth)
            sentences.append(tr("The partition complexity has no meaning under these rules."));
        sentences.removeAll(QString());
        return sentences.join(u' ');
    }

private:
    bool grants() const { return m_apis > 0 && (m_parts.perApi || m_isWhole || m_parts.acl); }
    bool isExcluded() const { return m_parts.perApi && (m_parts.quota || m_parts.rateLimit || m_parts.acl); }

    QString perApi() const
    {
        if (isExcluded())
            return tr("It can't be used, and its keys are refused: per_api excludes the other partitions.");
        if (m_apis > 0)
            return tr(
                "The whole policy, API by API: each API listed here has a rate and a quota of its own, counted by "
                "itself.");
        return m_profile == Profile::Guide ? tr("Its rate and quota hold for each API of the key by itself; it lists "
                                                "no access rights, so those "
                                                "are left to the key and its other policies.")
                                           : tr("It lists no API, so it sets no limit at all.");
    }

    QString whole() const
    {
        if (m_apis > 0)
            return tr("The whole policy replaces what the key says.");
        return tr("Its rate and quota hold for the whole key; it lists no access rights, so those are left to the key "
                  "and its other policies.");
    }

    // What the ticked partitions do, and what is left.
    QString parts() const
    {
        QStringList enforced, left;
        (m_parts.rateLimit ? enforced : left).append(tr("rate"));
        (m_parts.quota ? enforced : left).append(tr("quota"));
        (m_parts.acl && m_apis > 0 ? enforced : left).append(tr("access rights"));
        if (m_hasDepth)
            enforced.append(tr("query depth"));
        const QString rest = joined(left);
        if (enforced.isEmpty())
            return tr("Nothing is enforced: only access rights would be, and none are listed here. %1 are left to the "
                      "key "
                      "and its other policies.")
                .arg(capitalised(rest));
        const bool rightsAreOne = m_parts.acl && m_apis > 0;
        const QString what = enforced.size() == 1 && !rightsAreOne
                                 ? tr("Only its %1 is enforced").arg(joined(enforced))
                                 : tr("Only its %1 are enforced").arg(joined(enforced));
        const QString where = rightsAreOne ? QString() : tr(", for the whole key");
        const QString subject = what + where;
        return left.size() == 1 && left.front() != tr("access rights")
                   ? tr("%1; %2 is left to the key and its other policies.").arg(subject, rest)
                   : tr("%1; %2 are left to the key and its other policies.").arg(subject, rest);
    }

    // policy-semantics.md 6.5 and 6.7: what Tyk 2.9.5 does to a policy that lists rights without a say in them.
    QString exceptions() const
    {
        if (m_profile != Profile::Tyk29 || m_parts.acl || m_apis == 0)
            return {};
        QString text;
        if (m_parts.quota && !m_parts.rateLimit)
            text = tr("Because it lists access rights, quota_max is not enforced, only the length of the period.");
        else if (m_parts.quota && m_apis > 1)
            text = tr("Because it lists several APIs, quota_max is not enforced, only the length of the period.");
        else if (m_parts.rateLimit && !m_parts.quota)
            text = tr("Because it lists access rights, only a rate above 0 is enforced, and no throttling.");
        return text + (text.isEmpty() ? QString() : QStringLiteral(" ")) +
               tr("After a policy that grants one of these APIs it takes that right's place, limits and URLs "
                  "included.");
    }

    static QString joined(const QStringList& items)
    {
        if (items.size() < 2)
            return items.join(QString());
        return tr("%1 and %2").arg(items.first(items.size() - 1).join(tr(", ")), items.back());
    }

    static QString capitalised(QString text)
    {
        text.front() = text.front().toUpper();
        return text;
    }

    Partitions m_parts;
    size_t m_apis;
    Profile m_profile;
    bool m_hasDepth; // complexity counts
    bool m_isWhole;
};

// A rate or quota of 0 or below.
class UnlimitedWords
{
    Q_DECLARE_TR_FUNCTIONS(UnlimitedWords)

public:
    static QString note(double value, const QString& number, const Policy& policy, Profile profile)
    {
        switch (profile) {
        case Profile::Guide:
            return tr("%1: unlimited, and more generous than every other policy of a key").arg(number);
        case Profile::Tyk29:
            return ofTyk29(value, number, policy);
        case Profile::Tyk5:
            break;
        }
        if (value < 0)
            return tr("%1: unlimited, and it beats every other policy of a key").arg(number);
        return tr("%1: unlimited, unless another policy of the key sets a limit").arg(number);
    }

    static QString notEnforced(const QString& number)
    {
        return tr("%1: means nothing here, it is not enforced").arg(number);
    }
    static QString neverRenewed() { return tr("period 0: never renewed"); }

private:
    static QString ofTyk29(double value, const QString& number, const Policy& policy)
    {
        if (policy.accessRights.empty())
            return tr("%1: unlimited, written to the key").arg(number);
        if (value < 0)
            return tr("%1: never taken over; it counts as 0, unlimited, unless another policy sets a limit")
                .arg(number);
        return policy.accessRights.size() == 1
                   ? tr("%1: unlimited, unless another policy sets a limit").arg(number)
                   : tr("%1: unlimited for these APIs, unless another policy sets a limit").arg(number);
    }
};

QString noteOf(double value, bool isEnforced, const Policy& policy, Profile profile)
{
    const QString number = QString::number(value);
    if (!isEnforced)
        return value < 0 ? UnlimitedWords::notEnforced(number) : QString(); // 0 is what stands there by nature
    return UnlimitedWords::note(value, number, policy, profile);
}

} // namespace

QString enforcesSentence(const Policy& policy, Profile profile)
{
    return EnforcesWords(policy, profile).sentence();
}

QString rateNote(const Policy& policy, Profile profile)
{
    return policy.rate > 0 ? QString() : noteOf(policy.rate, policy.partitions.enforcesRate(), policy, profile);
}

QString quotaNote(const Policy& policy, Profile profile)
{
    if (policy.quotaMax <= 0)
        return noteOf(double(policy.quotaMax), policy.partitions.enforcesQuota(), policy, profile);
    return policy.quotaRenewalRate <= 0 ? UnlimitedWords::neverRenewed() : QString();
}

} // namespace gatereeve::ui
