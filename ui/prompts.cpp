#include "ui/prompts.h"

#include <QFileDialog>
#include <QInputDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QStandardPaths>

namespace gatereeve::ui
{

bool DialogPrompts::confirm(QWidget* parent, const Question& question)
{
    QMessageBox box(question.destructive ? QMessageBox::Warning : QMessageBox::Question, question.title, question.text,
                    QMessageBox::Cancel, parent);
    box.setInformativeText(question.details);
    const QPushButton* action =
        box.addButton(question.action, question.destructive ? QMessageBox::DestructiveRole : QMessageBox::AcceptRole);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    return box.clickedButton() == action;
}

Prompts::Leaving DialogPrompts::askLeaving(QWidget* parent, int edits)
{
    QMessageBox box(QMessageBox::Question, tr("Unsaved edits"), tr("%n edit(s) are not saved.", nullptr, edits),
                    QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, parent);
    box.setDefaultButton(QMessageBox::Save);
    switch (box.exec()) {
    case QMessageBox::Save:
        return Leaving::Save;
    case QMessageBox::Discard:
        return Leaving::Discard;
    default:
        return Leaving::Stay;
    }
}

QString DialogPrompts::askWorkspace(QWidget* parent, const QString& startFolder)
{
    return QFileDialog::getOpenFileName(parent, tr("Open a workspace"), startFolder,
                                        tr("Tyk files (*.conf *.json);;All files (*)"));
}

QString DialogPrompts::askFolder(QWidget* parent, const QString& startFolder)
{
    return QFileDialog::getExistingDirectory(parent, tr("Open a folder with policies"), startFolder);
}

QString DialogPrompts::askOpenFile(QWidget* parent, const QString& title, const QString& filter)
{
    return QFileDialog::getOpenFileName(parent, title, QStandardPaths::writableLocation(QStandardPaths::HomeLocation),
                                        filter);
}

QString DialogPrompts::askSaveFile(QWidget* parent, const QString& title, const QString& name)
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QFileDialog::getSaveFileName(parent, title, folder + u'/' + name);
}

QString DialogPrompts::askText(QWidget* parent, const QString& title, const QString& label, const QString& value)
{
    bool accepted = false;
    const QString text = QInputDialog::getText(parent, title, label, QLineEdit::Normal, value, &accepted);
    return accepted ? text : QString();
}

int DialogPrompts::askChoice(QWidget* parent, const Choice& choice)
{
    QInputDialog dialog(parent);
    dialog.setWindowTitle(choice.title);
    dialog.setLabelText(choice.text);
    dialog.setComboBoxItems(choice.options);
    dialog.setTextValue(choice.options.value(choice.preselected));
    dialog.setOkButtonText(choice.action);
    return dialog.exec() == QDialog::Accepted ? int(choice.options.indexOf(dialog.textValue())) : -1;
}

} // namespace gatereeve::ui
