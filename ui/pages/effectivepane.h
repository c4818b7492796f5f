#pragma once

// The effective session of a key with all around it: the table, the current row in full sentences below, the way to the
// next difference from other profiles, and copying.

#include "models/sessionrows.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace gatereeve::ui
{

class EffectiveView;

class EffectivePane final : public QWidget
{
    Q_OBJECT

public:
    explicit EffectivePane(QWidget* parent = nullptr);

    void setRows(models::SessionRows rows);
    EffectiveView* view() const { return m_view; }
    // Puts it on the clipboard, below `head`, and says so.
    void copy(const QString& head);

Q_SIGNALS:
    void copyRequested();

private:
    QWidget* makeTop();
    void showDetails();
    void showDifferences();

    EffectiveView* m_view;
    QPushButton* m_difference;
    QPushButton* m_copy;
    QLabel* m_details;
};

} // namespace gatereeve::ui
