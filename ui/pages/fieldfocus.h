#pragma once

// Bringing the keyboard to the place of a field: the last step of a link.

#include "core/accessright.h"

#include <QString>

#include <string_view>

class QTreeView;
class QWidget;

namespace gatereeve::ui
{

// Focuses the widget and scrolls it into view in whatever scrolls it.
void focusAndShow(QWidget* widget);

// What a field of an effective session is called that stands at this JSON path of a policy (".access_rights.orders",
// "per"): "access_rights.orders", "rate". Empty for the policy itself.
QString fieldOf(std::string_view path);

// Whether a field of an effective session stands in one of these rights, not in a member beside them: limits do where
// the right has one of its own.
bool standsInRight(const QString& field, const AccessRights& rights);

// In a tree of access rights: the row that a field like "access_rights.orders.versions.v1" speaks of, or the nearest
// above it. False when there is no such API.
bool focusRight(QTreeView* tree, const QString& field);

} // namespace gatereeve::ui
