#pragma once

// Everything the gateway decides, as it happens: a table with a filter line, and the trace of the selected request. The
// latest million is kept (models/decisionlist.h); what was lost on the way is counted and shown.

#include "core/result.h"
#include "models/filtereddecisions.h"
#include "ui/pages/page.h"

#include <QTimer>

#include <memory>

class QLabel;
class QLineEdit;
class QPushButton;
class QSplitter;
class QTableView;

namespace gatereeve::models
{
class DecisionTableModel;
class Workspace;
} // namespace gatereeve::models

namespace gatereeve::ui
{

class DecisionSaver;
class GatewayControl;
class Prompts;
class StateLabel;
class TraceView;

class TrafficPage final : public Page
{
    Q_OBJECT

public:
    TrafficPage(models::Workspace& workspace, GatewayControl& gateway, Prompts& prompts, QWidget* parent = nullptr);

    void setNarrow(bool narrow) override;
    void saveLayout(QSettings& settings) const override;
    void restoreLayout(const QSettings& settings) override;

    int count() const { return m_decisions.rowCount(); }

Q_SIGNALS:
    void countChanged(); // some times a second at most
    void policyActivated(const QString& id, const QString& field);
    void keyActivated(const QString& name);
    void apiActivated(const QString& apiId);
    void placeActivated(const gatereeve::Place& place);

private:
    QWidget* makeTop();
    QWidget* makeTable();
    QWidget* makeExportButton();
    void wire();
    void follow();
    void goOnReading();
    void filter();
    void clear();
    void setPaused(bool paused);
    void save(bool asJson);
    void showSaved();
    void showState();
    void showSelected();
    QString stateText() const;

    models::Workspace& m_workspace;
    GatewayControl& m_gateway;
    Prompts& m_prompts;
    models::DecisionList m_decisions;
    models::FilteredDecisions m_shown{m_decisions};
    models::DecisionTableModel* m_model;
    DecisionSaver* m_saver;
    QTimer m_refresh, m_keysChanged;
    uint64_t m_lostBefore = 0;        // when it was cleared
    bool m_follows = true;            // the end of the table is in sight
    int m_leaving = 0;                // rows that are about to go
    uint64_t m_readAt = UINT64_MAX;   // number of the row on top before all of them went; none: the end was in sight
    uint64_t m_selected = UINT64_MAX; // number of the decision whose trace is shown
    QSplitter* m_parts;
    QLineEdit* m_filter = nullptr;
    QLabel* m_count = nullptr;
    QPushButton* m_pause = nullptr;
    StateLabel* m_state = nullptr;
    QTableView* m_table = nullptr;
    TraceView* m_trace = nullptr;
};

} // namespace gatereeve::ui
