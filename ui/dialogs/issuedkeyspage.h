#pragma once

// The keys that were issued, in full for this once: to copy, and to hand over on paper or as a list.

#include "models/workspace.h"
#include "ui/passingclipboard.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QTableWidget;

namespace gatereeve::ui
{

class Prompts;
class StateLabel;

class IssuedKeysPage final : public QWidget
{
    Q_OBJECT

public:
    IssuedKeysPage(models::Workspace& workspace, Prompts& prompts, QWidget* parent = nullptr);

    void setLater(const Later& later) { m_later = later; }
    // As callers reach the gateway; stands in the sheet.
    void setBaseAddress(const QString& address);
    QString baseAddress() const;
    // `title`: "acme trial, of trial"; `error`: why there are fewer than asked for, empty when there are not.
    void showKeys(const std::vector<StoredKey>& keys, const QString& title, const QString& error);

private:
    void layOut();
    void fillTable();
    void copy();
    void saveSheet();
    void saveCsv();
    void save(const QString& title, const QString& name, const QString& text);
    QString fileName(const QString& ending) const;

    models::Workspace& m_workspace;
    Prompts& m_prompts;
    Later m_later = realLater();
    std::vector<StoredKey> m_issued;
    QLabel* m_title;
    StateLabel* m_error;
    QPlainTextEdit* m_key;
    QTableWidget* m_table;
    QPushButton* m_copy;
    QPushButton* m_saveSheet;
    QPushButton* m_saveCsv;
    QLineEdit* m_base;
    StateLabel* m_done; // what came of the last button
};

} // namespace gatereeve::ui
