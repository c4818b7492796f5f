#pragma once

// Try a key: put a request together, send it once, as a burst or steadily, and see for each what the gateway decided
// and why, how much of rate and quota is used, and how it went over time.

#include "core/result.h"
#include "ui/pages/page.h"

#include <QTimer>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;
class QSplitter;
class QTabWidget;
class QTableView;

namespace gatereeve::models
{
class Workspace;
}

namespace gatereeve::ui
{

class Composer;
class GatewayControl;
class Gauge;
class OutcomeChart;
class TraceView;
class TryResultsModel;

class TryPage final : public Page
{
    Q_OBJECT

public:
    TryPage(models::Workspace& workspace, GatewayControl& gateway, QWidget* parent = nullptr);

    void setNarrow(bool narrow) override;
    void saveLayout(QSettings& settings) const override;
    void restoreLayout(const QSettings& settings) override;

    QString keyName() const;
    void setKey(const QString& name);
    void setPath(const QString& path);
    void sendOnce() { send(1); }
    void sendBurst();

Q_SIGNALS:
    void keyChanged();
    // From what would have let a request pass to where that is changed.
    void placeActivated(const gatereeve::Place& place);
    void keyActivated(const QString& name);

private:
    QWidget* makeLeft();
    QWidget* makeRight();
    void wire();
    void send(int count);
    void setSteady(bool on);
    void takeDecided(int row);
    void showSelected();
    void showGauges();
    void showSums();

    models::Workspace& m_workspace;
    GatewayControl& m_gateway;
    uint64_t m_nextId = 1;
    QTimer m_steady, m_refresh;
    TryResultsModel* m_results;
    Composer* m_composer;
    QPushButton* m_once = nullptr;
    QPushButton* m_burst = nullptr;
    QSpinBox* m_burstSize = nullptr;
    QPushButton* m_steadily = nullptr;
    Gauge* m_rate = nullptr;
    Gauge* m_quota = nullptr;
    OutcomeChart* m_chart = nullptr;
    QLabel* m_sums = nullptr;
    QTableView* m_table = nullptr;
    QTabWidget* m_below = nullptr;
    TraceView* m_trace = nullptr;
    QPlainTextEdit* m_answer = nullptr;
    QSplitter* m_rows = nullptr;
    QSplitter* m_columns = nullptr;
};

} // namespace gatereeve::ui
