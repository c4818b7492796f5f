#pragma once

// The open policies, unsaved edits included, written in another layout into a folder of their own, with a report of
// what would be lost. The open files stay as they are.

#include "core/reading/policyconversion.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;
class QTreeWidget;

namespace gatereeve::models
{
class Workspace;
}

namespace gatereeve::ui
{

class Prompts;

class ConvertDialog final : public QDialog
{
    Q_OBJECT

public:
    // Both outlive it.
    ConvertDialog(models::Workspace& workspace, Prompts& prompts, QWidget* parent = nullptr);

    // What to open when it was accepted: the folder, or the one file in it.
    const QString& written() const { return m_written; }

private:
    QLayout* makeForms();
    QLayout* makeFolder();
    void chooseFolder();
    void convert();
    void showNotes();
    void write();

    models::Workspace& m_workspace;
    Prompts& m_prompts;
    PolicyForm m_to = PolicyForm::ById;
    PolicyConversion m_converted;
    QString m_written;
    QStringList m_broken; // files to be mended first
    QLineEdit* m_folder;
    QTreeWidget* m_notes;
    QLabel* m_state;
    QPushButton* m_write;
};

} // namespace gatereeve::ui
