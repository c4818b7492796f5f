#pragma once

// Find and replace over the open workspace: what is found follows typing and every edit, each place has its check mark,
// and a double click or Enter goes there. Looks in pieces between other events. Not modal.

#include "models/foundtextsmodel.h"

#include <QDialog>
#include <QTimer>

#include <memory>

class QCheckBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace gatereeve::ui
{

class ReplaceDialog final : public QDialog
{
    Q_OBJECT

public:
    // The workspace outlives it.
    explicit ReplaceDialog(models::Workspace& workspace, QWidget* parent = nullptr);
    ~ReplaceDialog() override;

    // Brings it to the front, ready to type what is looked for.
    void begin();

Q_SIGNALS:
    void placeActivated(const gatereeve::Place& place);
    void keyActivated(const QString& name);
    void failed(const QString& text);

private:
    QLineEdit* makeLine(const QString& name, const QString& text);
    QCheckBox* addCheck(QHBoxLayout* row, const QString& name, const QString& text, bool checked);
    QTableView* makeTable();
    models::TextSearch search() const;
    void find();
    void lookOn();
    void forget(); // what was found
    void outdate();
    void showCount();
    void replace();
    void goTo(const QModelIndex& index);

    models::Workspace& m_workspace;
    models::TextSearch m_searched; // what m_replacing is for
    std::unique_ptr<models::TextReplacing> m_replacing;
    models::FoundTextsModel m_found;
    QTimer m_pause; // in typing
    QTimer m_more;  // active: not all was looked through
    QLineEdit *m_find, *m_replaceBy;
    QCheckBox *m_policyIds, *m_apiIds, *m_tags, *m_urls, *m_matchesCase, *m_wholeTexts, *m_isExpression;
    QTableView* m_table;
    QLabel* m_count;
    QPushButton* m_replace;
};

} // namespace gatereeve::ui
