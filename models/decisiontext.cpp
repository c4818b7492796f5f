#include "models/decisiontext.h"

#include "models/keylist.h"
#include "models/text.h"

namespace gatereeve::models
{

const StoredKey* keyOf(const Decision& decision, const KeyList* keys)
{
    if (!keys || decision.key.cut || decision.key.length == 0)
        return nullptr;
    return keys->find(toQString(decision.key.view()));
}

QString aliasOf(const Decision& decision, const KeyList* keys)
{
    const StoredKey* key = keyOf(decision, keys);
    return key ? toQString(key->session.alias) : QString();
}

QString maskedKeyOf(const Decision& decision)
{
    return decision.keyTail.length == 0 ? QString() : u'…' + toQString(decision.keyTail.view());
}

QString keyLabelOf(const Decision& decision, const KeyList* keys)
{
    return QString(aliasOf(decision, keys) + u' ' + maskedKeyOf(decision)).trimmed();
}

QStringList policiesOf(const Decision& decision, const KeyList* keys)
{
    if (decision.policy.length > 0)
        return {toQString(decision.policy.view())};
    const StoredKey* key = keyOf(decision, keys);
    return key ? toQStringList(key->session.applyPolicies) : QStringList();
}

QString durationText(Nanoseconds duration)
{
    const double milliseconds = static_cast<double>(duration) / 1e6;
    return QStringLiteral("%1 ms").arg(milliseconds, 0, 'f', milliseconds < 10 ? 1 : 0);
}

QString pathOf(const Decision& decision)
{
    const QString path = toQString(decision.path.view());
    return decision.path.cut ? path + u'…' : path;
}

QString checkOf(const Decision& decision)
{
    return decision.passed() ? QString() : toQString(nameOf(decision.stoppedAt));
}

} // namespace gatereeve::models
