#pragma once

// English is in the source; its plural forms ("1 key", "2 keys") stand in resources/translations/gatereeve_en.ts and
// are read from there as they are, so that building needs no lrelease (whose package brings a whole LLVM along). After
// new texts with %n:
//   lupdate -pluralonly -no-obsolete -locations none ui models -ts resources/translations/gatereeve_en.ts

class QCoreApplication;

namespace gatereeve::ui
{

// Once, before the first window. The application owns the translator.
void installTranslations(QCoreApplication& application);

} // namespace gatereeve::ui
