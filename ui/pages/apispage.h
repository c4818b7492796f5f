#pragma once

// API definitions, classic and OpenAPI: the table and the details of one, its findings included. They are read here and
// edited as text on the page Files.

#include "core/result.h"
#include "ui/pages/page.h"

class QFormLayout;
class QLabel;
class QPushButton;
class QTableView;
class QTreeWidget;

namespace gatereeve::models
{
class ApiTableModel;
struct ApiItem;
class Workspace;
} // namespace gatereeve::models

namespace gatereeve::ui
{

class LastGoodBar;
class SplitView;

class ApisPage final : public Page
{
    Q_OBJECT

public:
    explicit ApisPage(models::Workspace& workspace, QWidget* parent = nullptr);

    void setNarrow(bool narrow) override;
    void saveLayout(QSettings& settings) const override;
    void restoreLayout(const QSettings& settings) override;

    void select(const QString& apiId);
    void selectFile(const QString& path);
    Place placeOfSelection() const; // its file, and where that is broken

Q_SIGNALS:
    // A path below the API's listen path, for the Try page.
    void tryRequested(const QString& path);
    void textRequested(const gatereeve::Place& place);

private:
    QWidget* makeList();
    QWidget* makeDetails();
    void selectRow(int row);
    void showCurrent();
    void showFacts(int row);
    void showFindings(const models::ApiItem& item);
    void addFact(QFormLayout* form, const QString& name, const QString& value);

    models::Workspace& m_workspace;
    models::ApiTableModel* m_model;
    QTableView* m_table = nullptr;
    QLabel* m_title = nullptr;
    QFormLayout* m_facts = nullptr;
    QLabel* m_findingsLabel = nullptr;
    QTreeWidget* m_findings = nullptr;
    LastGoodBar* m_broken = nullptr;
    QPushButton* m_try = nullptr;
    QPushButton* m_edit = nullptr;
    SplitView* m_split;
};

} // namespace gatereeve::ui
