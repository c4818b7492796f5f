#pragma once

// Two versions of the workspace's files by meaning: what became different, in words, and below it both texts side by
// side at the place of the change that is selected.

#include "core/compare/comparison.h"

#include <QDialog>

class QLabel;
class QSplitter;
class QTreeWidget;
class QTreeWidgetItem;

namespace gatereeve::ui
{

class JsonView;

struct TwoVersions {
    compare::SourceFiles before, after;
    QString beforeLabel, afterLabel; // "on disk", "here, not saved"
};

class ChangesDialog final : public QDialog
{
    Q_OBJECT

public:
    ChangesDialog(const QString& title, TwoVersions versions, QWidget* parent = nullptr);

private:
    struct Pane {
        QLabel* label;
        JsonView* text;
        QString file; // that it shows
    };
    Pane makePane(const QString& name, QSplitter* splitter);
    void fill();
    void showChange(const QTreeWidgetItem* item);
    static void showIn(Pane& pane, const QString& label, const compare::SourceFiles& files, const QString& file,
                       int line);

    TwoVersions m_versions;
    std::vector<compare::ChangedObject> m_objects;
    QTreeWidget* m_tree;
    Pane m_before, m_after;
};

} // namespace gatereeve::ui
