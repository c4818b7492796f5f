#pragma once

// All files of the workspace with how they stand, and the text of the selected one, where every keystroke counts at
// once (ui/widgets/filetextview.h).

#include "core/result.h"
#include "ui/pages/page.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QSortFilterProxyModel;
class QTableView;

namespace gatereeve::models
{
class FileList;
class FileTableModel;
class JsonFile;
class ProblemList;
class Workspace;
} // namespace gatereeve::models

namespace gatereeve::ui
{

class FileTextView;
class SplitView;
class StateLabel;

class FilesPage final : public Page
{
    Q_OBJECT

public:
    // `problems` must outlive the page.
    FilesPage(models::Workspace& workspace, const models::ProblemList& problems, QWidget* parent = nullptr);

    void setNarrow(bool narrow) override;
    void saveLayout(QSettings& settings) const override;
    void restoreLayout(const QSettings& settings) override;

    // Selects the place's file and puts the cursor there. Of no file of the workspace: nothing happens.
    void showPlace(const Place& place);
    Place cursorPlace() const; // of the text that is shown

Q_SIGNALS:
    // What the cursor's place is about, on its own page.
    void formRequested(const gatereeve::Place& place);

private:
    QWidget* makeList();
    QWidget* makeText(const models::ProblemList& problems);
    void selectFile(const models::JsonFile* file);
    void showCurrent();
    void showHead();
    void countRows();

    models::Workspace& m_workspace;
    models::FileList* m_files;
    models::FileTableModel* m_model;
    QSortFilterProxyModel* m_filtered;
    QLineEdit* m_filter = nullptr;
    QLabel* m_count = nullptr;
    QTableView* m_table = nullptr;
    QLabel* m_title = nullptr;
    StateLabel* m_state = nullptr;
    QPushButton* m_toForm = nullptr;
    FileTextView* m_text = nullptr;
    SplitView* m_split = nullptr;
};

} // namespace gatereeve::ui
