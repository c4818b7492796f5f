#include "ui/rulesentences.h"

#include <QCoreApplication>
#include <QHash>

namespace gatereeve::ui
{

namespace
{

class RuleSentences
{
    Q_DECLARE_TR_FUNCTIONS(RuleSentences)

public:
    static QHash<QString, QString> all()
    {
        return {
            {QStringLiteral("guide 2"), tr("A policy that is not active is not loaded.")},
            {QStringLiteral("guide 3"), tr("is_inactive of a policy denies every key that has it.")},
            {QStringLiteral("guide 6"), tr("A whole policy overrides rate, quota and access rights of its keys.")},
            {QStringLiteral("guide 8"),
             tr("A policy enforces the partitions that are set in it; all the rest stays the key's own.")},
            {QStringLiteral("guide 9"),
             tr("Of several policies the most generous rate and the most generous quota count; access rights and tags "
                "are united. The order of the policies does not matter.")},
            {QStringLiteral("guide 12"), tr("A key without access rights has no access.")},
            {QStringLiteral("guide 13"),
             tr("APIs whose limits come from the same policies are counted together; an API with a limit of its own "
                "is counted by itself.")},
            {QStringLiteral("guide 14"),
             tr("A rate is so many requests in so many seconds; the seconds must be above 0.")},
            {QStringLiteral("guide 15"), tr("A quota period begins with its first counted request.")},
            {QStringLiteral("policy-semantics 6.4"),
             tr("Tyk goes through the policies in their order and keeps the greater value of each member.")},
            {QStringLiteral("policy-semantics 6.5"),
             tr("What Tyk makes of the key's own limits depends on the partitions of a policy and on how many APIs it "
                "lists.")},
            {QStringLiteral("policy-semantics 6.6"),
             tr("The id member of the policy that grants an API names its counters; without ids they are shared.")},
            {QStringLiteral("policy-semantics 6.7"), tr("Where several policies grant an API, Tyk 2.9.5 keeps the "
                                                        "versions of the first and appends the URLs of "
                                                        "the others.")},
            {QStringLiteral("policy-semantics 11.1"),
             tr("Tyk 5 takes the faster rate as a pair and the greater quota, and unites versions and URLs.")},
        };
    }
};

} // namespace

QString ruleSentence(const QString& rule)
{
    const QString sentence = RuleSentences::all().value(rule);
    return sentence.isEmpty() ? rule : sentence;
}

} // namespace gatereeve::ui
