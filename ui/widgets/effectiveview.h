#pragma once

// An effective session as a table: field · value · from · why; what lost is struck through under a fold. "From" is a
// link: a click on it, or Return on its row, goes to the place; for a rule it says the rule.

#include "models/sessionrows.h"

#include <QTreeView>

class QAction;

namespace gatereeve::models
{
class EffectiveSessionModel;
}

namespace gatereeve::ui
{

class EffectiveView final : public QTreeView
{
    Q_OBJECT

public:
    explicit EffectiveView(QWidget* parent = nullptr);

    void setProvenance(const Provenance& provenance);
    void setRows(models::SessionRows rows);
    const models::EffectiveSessionModel& session() const { return *m_model; }
    // Everything about the current row in sentences; empty without one.
    QString details() const;
    void goToNextDifference();
    // To what is shown now, each to a part of the width at most.
    void fitColumns();

Q_SIGNALS:
    void policyActivated(const QString& id, const QString& field);
    void keyActivated(const QString& field); // the key's own value
    void detailsChanged();
    void copyRequested();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    void addActions();
    void follow(const QModelIndex& index);
    void adaptActions();

    models::EffectiveSessionModel* m_model;
    QAction* m_goTo;
    QAction* m_copy;
    int m_fittedTo = 0; // width of the viewport that the columns were made for
};

} // namespace gatereeve::ui
