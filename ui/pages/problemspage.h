#pragma once

// Everything that is worth telling, grouped by file. Selecting one shows the text of its file at the place, where it
// can be mended; activating one goes to the policy or API it is about.

#include "core/result.h"
#include "ui/pages/page.h"

class QLabel;
class QSplitter;
class QTreeWidget;
class QTreeWidgetItem;

namespace gatereeve::models
{
class JsonFile;
class ProblemList;
class Workspace;
} // namespace gatereeve::models

namespace gatereeve::ui
{

class JsonView;

class ProblemsPage final : public Page
{
    Q_OBJECT

public:
    ProblemsPage(models::Workspace& workspace, const models::ProblemList& problems, QWidget* parent = nullptr);

    void saveLayout(QSettings& settings) const override;
    void restoreLayout(const QSettings& settings) override;

Q_SIGNALS:
    void placeActivated(const gatereeve::Place& place);

private:
    void fill();
    void showFile();
    void showText();

    models::Workspace& m_workspace;
    const models::ProblemList& m_problems;
    models::JsonFile* m_file = nullptr;
    QLabel* m_nothing;
    QTreeWidget* m_tree;
    QLabel* m_fileName;
    JsonView* m_text;
    QSplitter* m_splitter;
};

} // namespace gatereeve::ui
