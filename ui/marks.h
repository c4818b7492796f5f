#pragma once

// Which mark stands before which state. A mark is a shape with a tone; the word always stands beside it.

#include "core/reading/finding.h"
#include "models/filetablemodel.h"
#include "models/keystate.h"
#include "models/policytablemodel.h"
#include "ui/theme.h"

namespace gatereeve::ui
{

struct Mark {
    QString icon;
    theme::Tone tone = theme::Tone::Plain;
};

Mark markOf(models::PolicyTableModel::StateKind state);
Mark markOf(models::KeyState::Kind state);
Mark markOf(models::FileTableModel::StateKind state);
Mark markOf(Severity severity);
// passed, limited, refused, failed (core/engine/decisionwords.h).
Mark markOfOutcome(const QString& word);

} // namespace gatereeve::ui
