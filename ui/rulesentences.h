#pragma once

// The rules that reasons name ("guide 9"), each in a sentence for people who have not read them.

#include <QString>

namespace gatereeve::ui
{

// Of a rule without a sentence its name alone; empty for an empty name.
QString ruleSentence(const QString& rule);

} // namespace gatereeve::ui
