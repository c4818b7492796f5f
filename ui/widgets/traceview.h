#pragma once

// The checks of one request in words, each with its mark, and under them what would have let it pass.

#include "core/engine/decisionwords.h"

#include <QTreeWidget>

namespace gatereeve::ui
{

class TraceView final : public QTreeWidget
{
    Q_OBJECT

public:
    explicit TraceView(QWidget* parent = nullptr);

    void setTrace(const Trace& trace);
    // Instead of a trace, why there is none.
    void setNothing(const QString& why);
};

} // namespace gatereeve::ui
