#pragma once

// The policies of a key: ticked ones first, in the key's order (the last trial period counts), the rest below. Space
// ticks, dragging or Alt+Up and Alt+Down moves.

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

Q_SIGNALS:
    void edited(const QStringList& policies);

protected:
    void dropEvent(QDropEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void fill(const QStringList& ticked);
    void addRow(const QString& id, bool ticked);
    void announce();

    models::Workspace& m_workspace;
    QStringList m_policies;
    bool m_filling = false;
};

} // namespace gatereeve::ui
