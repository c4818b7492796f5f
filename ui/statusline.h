#pragma once

// The words at the foot of the window: profile · counts · store · saved at · enforced. They tell edited, saved and
// enforced apart.

#include <QString>

namespace gatereeve::models
{
class Workspace;
}

namespace gatereeve::ui
{

struct GatewayState;

// "generation 14, unsaved edits enforced", "generation 14; the newest edit is not enforced", "stopped".
QString enforcedText(const GatewayState& state, const models::Workspace* workspace);

// `savedAt`: local time of the last save by this window; empty before the first.
QString statusText(const models::Workspace& workspace, const GatewayState& state, const QString& savedAt);

} // namespace gatereeve::ui
