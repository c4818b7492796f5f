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
