#pragma once

// QScintilla's headers use the keywords that QT_NO_KEYWORDS takes away; they are lent to them here, and only here.

#define signals Q_SIGNALS
#define slots Q_SLOTS
#include <Qsci/qscilexerjson.h>
#include <Qsci/qsciscintilla.h>
#undef signals
#undef slots
