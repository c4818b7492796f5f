#pragma once

// Try a key: put a request together, send it once, as a burst, at a pace or several at a time, and see for each what
// the gateway decided and why, how much of rate and quota is used, and how it went over time.

#include "core/keys/keystore.h"
#include "core/result.h"
#include "ui/pages/composer.h"
#include "ui/pages/page.h"

#include <QTimer>

class QLabel;
class QLayout;
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

class GatewayControl;
class Gauge;
class OutcomeChart;
class Sending;
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
    void sendOnce();
    void sendBurst();

Q_SIGNALS:
    void keyChanged();
    void policyActivated(const QString& id, const QString& field);
    void keyActivated(const QString& name);
    void apiActivated(const QString& apiId);
    // From what would have let a request pass to where that is changed.
    void placeActivated(const gatereeve::Place& place);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeLeft();
    QLayout* makeSendButtons(QWidget* parent);
    QWidget* makeRight();
    void wire();
    void wireSending();
    bool send(int count);
    void copyCurl(Composer::Tokens tokens);
    void takeDecided(int row);
    void refreshSoon();
    // What of the selected request there is to see; the id is 0 where none is selected.
    struct Shown {
        uint64_t id = 0;
        bool answered = false, decided = false;
        bool operator==(const Shown&) const = default;
    };
    Shown selected() const;
    void showSelected();
    void showGauges();
    void showQuota(const StoredKey& key);
    void showRate(const StoredKey& key);
    void showSums();

    models::Workspace& m_workspace;
    GatewayControl& m_gateway;
    uint64_t m_nextId = 1;
    QTimer m_refresh, m_tick;
    Shown m_shown;
    Sending* m_sending;
    TryResultsModel* m_results;
    Composer* m_composer;
    QPushButton* m_once = nullptr;
    QPushButton* m_burst = nullptr;
    QSpinBox* m_burstSize = nullptr;
    QPushButton* m_paced = nullptr;
    QSpinBox* m_pace = nullptr;
    QPushButton* m_parallel = nullptr;
    QSpinBox* m_atOnce = nullptr;
    QPushButton* m_stop = nullptr;
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
