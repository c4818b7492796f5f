#pragma once

// Everything that is worth telling, in groups, while the files are edited. Choosing one explains it and shows the text
// of its file at the place, where it can be mended; activating one goes to the form that has the field.

#include "core/result.h"
#include "models/problemfixes.h"
#include "ui/pages/page.h"

#include <functional>
#include <optional>

class QAction;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSplitter;
class QTreeView;
class QVBoxLayout;

namespace gatereeve::models
{
class ProblemTreeModel;
} // namespace gatereeve::models

namespace gatereeve::ui
{

class FileTextView;
class ProblemDetails;
class Prompts;
class SplitView;

class ProblemsPage final : public Page
{
    Q_OBJECT

public:
    ProblemsPage(models::Workspace& workspace, const models::ProblemList& problems, Prompts& prompts,
                 QWidget* parent = nullptr);

    void setNarrow(bool narrow) override;
    void saveLayout(QSettings& settings) const override;
    void restoreLayout(const QSettings& settings) override;

    // Brings the keyboard to the text of that file, at the line.
    void showPlace(const Place& place);

Q_SIGNALS:
    void placeActivated(const gatereeve::Place& place);

protected:
    void showEvent(QShowEvent* event) override;

private:
    enum class Mending : uint8_t { One, AllAlike };

    QWidget* makeList();
    QVBoxLayout* makeHead();
    void makeTree();
    QWidget* makeText();
    QWidget* makeInspector();
    QPushButton* addButton(QAction* action);
    void makeActions();
    QAction* addAction(const QString& name, const QString& text, const QKeySequence& shortcut,
                       const std::function<void()>& run);
    const models::Problem* current() const;
    void arrangeColumns();
    void expandGroups(int first, int last);
    void chooseFirst();
    void refresh();
    void showCounts();
    void showCurrent();
    void showFileOf(const Place& place);
    void showLine();
    void mend(Mending what);
    void mendWhatWaits();
    void silence(models::ProblemFixes::Silence where);
    void copy();
    void showSilenced();
    bool report(const Result<void>& result);

    models::Workspace& m_workspace;
    const models::ProblemList& m_problems;
    Prompts& m_prompts;
    models::ProblemFixes m_fixes;
    models::ProblemTreeModel* m_model;
    Place m_place; // that the text shows
    bool m_isNarrow = false;
    bool m_wasOnProblem = false; // before rows were removed
    // A fix that was wanted while the list was behind the texts; done once it has caught up.
    std::optional<std::pair<models::Problem, Mending>> m_waiting;
    QComboBox* m_grouping = nullptr;
    QLineEdit* m_filter = nullptr;
    QLabel* m_count = nullptr;
    QPushButton* m_silenced = nullptr;
    QLabel* m_nothing = nullptr;
    QTreeView* m_tree = nullptr;
    QLabel* m_fileName = nullptr;
    FileTextView* m_text = nullptr;
    QSplitter* m_splitter = nullptr;
    ProblemDetails* m_details = nullptr;
    SplitView* m_split = nullptr;
    QAction *m_fix = nullptr, *m_fixAll = nullptr, *m_silenceHere = nullptr, *m_silenceRule = nullptr,
            *m_copy = nullptr, *m_explain = nullptr;
};

} // namespace gatereeve::ui
