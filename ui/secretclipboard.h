#pragma once

class QString;

namespace gatereeve::ui
{

inline constexpr int SecretSeconds = 60;

// Puts a key's text on the clipboard and takes it away again after SecretSeconds, unless something else came meanwhile.
void copySecret(const QString& text);

} // namespace gatereeve::ui
