#pragma once

// The policies of a key: ticked ones first, in the key's order (the last trial period counts), the rest below. Space
// ticks; dragging, Alt+Up and Alt+Down move. A row that is dragged moves along, and the order that it would leave is
// told at once; Escape puts it back.

#include <QListWidget>
#include <QStringList>

namespace gatereeve::models
{
class Workspace;
}

namespace gatereeve::ui
{

class PoliciesPicker final : public QListWidget
{
    Q_OBJECT

public:
    explicit PoliciesPicker(models::Workspace& workspace, QWidget* parent = nullptr);

    // A name that no policy has is listed as missing, so that it can be taken away.
    void setPolicies(const QStringList& policies);
    QStringList policies() const;
    // Marks the policy that a key is refused for, in its row; an empty name: none.
    void showRefusal(const QString& policy, const QString& why);
    bool canMoveCurrent(int by) const;
    void moveCurrent(int by); // -1: up, 1: down

Q_SIGNALS:
    void edited(const QStringList& policies);
    // While a row is dragged: what would be. Followed by edited(), or by itself with the order as it was.
    void previewed(const QStringList& policies);

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void fill(const QStringList& ticked);
    void follow(const QStringList& changed); // empty: any
    void addRow(const QString& id, bool ticked);
    void describe(QListWidgetItem& row) const;
    void moveRow(int from, int to);
    void startDragging();
    void dragTo(const QPoint& at);
    void giveUpDragging();
    QStringList ticked() const;
    void announce();

    models::Workspace& m_workspace;
    QStringList m_policies;
    QStringList m_previewed;
    QPoint m_pressedAt;
    int m_pressedRow = -1;  // -1: nothing to drag
    int m_draggedFrom = -1; // row where the drag began; -1: none is under way
    bool m_filling = false;
    bool m_isStale = true; // the rows are made when they are seen
};

} // namespace gatereeve::ui
