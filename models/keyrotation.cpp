#include "models/keyrotation.h"

#include "core/engine/policyapplier.h"
#include "models/keyissuing.h"
#include "models/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace gatereeve::models
{

namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("KeyRotation", text);
}

// A key is refused once the clock is past `expires` (guide 4), so "at once" is the second before.
int64_t endOfOld(const Session& session, int64_t overlap, int64_t now)
{
    const int64_t end = overlap > 0 ? now + overlap : now - 1;
    return session.expires > 0 ? std::min(session.expires, end) : end;
}

} // namespace

QString whyNotRotated(const Workspace& workspace, const QString& name)
{
    const StoredKey* key = workspace.keyList().find(name);
    if (!key)
        return tr("There is no such key any more; it may have been revoked.");
    const int64_t expires = key->session.expires;
    if (expires > 0 && workspace.clock().nowSeconds() > expires)
        return tr("The key has ended, so there is nothing to change over from. Extend it, or issue a new one.");
    if (!key->session.certificate.empty())
        return tr("The key is named after a certificate. Issue a key for the new certificate instead.");
    const auto effective = applyPolicies(key->session, {workspace.policies(), std::nullopt, workspace.profile()});
    return effective.ok() ? QString() : sentence(effective.refusal->why);
}

Result<Rotated> rotateKey(Workspace& workspace, const QString& name, int64_t overlap,
                          const std::function<std::string()>& randomId)
{
    if (const QString reason = whyNotRotated(workspace, name); !reason.isEmpty())
        return Error{toUtf8(reason), {}};
    StoredKey old = *workspace.keyList().find(name);
    auto made = createKey(old.session, {}, keyRules(workspace, randomId));
    if (const auto* refusal = std::get_if<KeyRefusal>(&made))
        return Error{refusal->message, {}};
    Rotated rotated{std::get<StoredKey>(std::move(made)), 0};
    rotated.key.session.expires = old.session.expires;
    KeyList& keys = workspace.keyList();
    keys.keepText(rotated.key.name, rotated.key.text);
    if (const auto stored = keys.put(storable(rotated.key, workspace.settings())); !stored)
        return stored.error();

    rotated.oldEnds = endOfOld(old.session, overlap, workspace.clock().nowSeconds());
    old.session.expires = rotated.oldEnds;
    old.session.lastUpdated = rotated.key.session.lastUpdated;
    if (const auto ended = keys.update(old); !ended) {
        (void)keys.remove(toQString(rotated.key.name)); // its failure is signalled by the list
        return ended.error();
    }
    return rotated;
}

} // namespace gatereeve::models
