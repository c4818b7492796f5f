#pragma once

// A file that was changed on disk and here: both versions are merged by meaning, and for each field that both changed
// the user chooses one. Until every field is chosen nothing can be taken.

#include "core/compare/merge.h"

#include <QDialog>

class QComboBox;
class QDialogButtonBox;
class QLabel;
class QTableWidget;

namespace gatereeve::ui
{

struct ThreeVersions {
    json::Document base, ours, theirs; // as last saved or loaded; in the window; on disk
};

class MergeDialog final : public QDialog
{
    Q_OBJECT

public:
    MergeDialog(const QString& fileName, ThreeVersions versions, QWidget* parent = nullptr);

    // Every field as chosen.
    std::string text() const;

private:
    void addRow(const compare::Conflict& conflict);
    void choose(const std::string& path, int index);

    ThreeVersions m_versions;
    compare::Choices m_choices;
    size_t m_conflicts = 0;
    QTableWidget* m_table;
    QLabel* m_left;
    QDialogButtonBox* m_buttons;
};

} // namespace gatereeve::ui
