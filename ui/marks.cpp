#include "ui/marks.h"

namespace gatereeve::ui
{

using namespace Qt::StringLiterals;
using theme::Tone;

Mark markOf(models::PolicyTableModel::StateKind state)
{
    using Kind = models::PolicyTableModel::StateKind;
    switch (state) {
    case Kind::Active:
        return {u"active"_s, Tone::Good};
    case Kind::Denies:
        return {u"paused"_s, Tone::Warning};
    case Kind::NotLoaded:
        return {u"notloaded"_s, Tone::Muted};
    case Kind::Unusable:
        return {u"error"_s, Tone::Bad};
    case Kind::FormerVersion:
        break;
    }
    return {u"warning"_s, Tone::Warning};
}

Mark markOf(models::KeyState::Kind state)
{
    using Kind = models::KeyState::Kind;
    switch (state) {
    case Kind::Works:
        return {u"active"_s, Tone::Good};
    case Kind::Suspended:
    case Kind::PolicyDenies:
        return {u"paused"_s, Tone::Warning};
    case Kind::Ended:
    case Kind::QuotaUsed:
        return {u"limited"_s, Tone::Warning};
    case Kind::PolicyMissing:
    case Kind::PolicyUnusable:
    case Kind::Unusable:
    case Kind::NoRights:
        break;
    }
    return {u"refused"_s, Tone::Bad};
}

Mark markOf(models::FileTableModel::StateKind state)
{
    using Kind = models::FileTableModel::StateKind;
    switch (state) {
    case Kind::Saved:
        return {u"active"_s, Tone::Good};
    case Kind::Modified:
        return {u"changed"_s, Tone::Accent};
    case Kind::NotThere:
        return {u"notloaded"_s, Tone::Muted};
    case Kind::Broken:
    case Kind::Unreadable:
        break;
    }
    return {u"error"_s, Tone::Bad};
}

Mark markOf(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return {u"error"_s, Tone::Bad};
    case Severity::Warning:
        return {u"warning"_s, Tone::Warning};
    case Severity::Note:
        break;
    }
    return {u"note"_s, Tone::Muted};
}

Mark markOfOutcome(const QString& word)
{
    if (word == u"passed")
        return {u"passed"_s, Tone::Good};
    if (word == u"limited")
        return {u"limited"_s, Tone::Warning};
    if (word == u"refused")
        return {u"refused"_s, Tone::Bad};
    return {u"failed"_s, Tone::Bad};
}

} // namespace gatereeve::ui
