#pragma once

// The lower left of the issue dialog: for whom, how many, until when. One name for all keys, or a list of names, a key
// for each.

#include "models/keyissuing.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;

namespace gatereeve::ui
{

class DurationEdit;
class Prompts;
class TagsEdit;

class IssueOrderForm final : public QWidget
{
    Q_OBJECT

public:
    IssueOrderForm(models::Workspace& workspace, Prompts& prompts, QWidget* parent = nullptr);

    // Everything but the policies.
    models::KeyOrder order() const;
    // Why the form itself can't be used (a list of names that can't be read); empty: it can.
    QString obstacle() const { return m_obstacle; }
    void setLife(int64_t seconds); // 0: never ends
    int64_t life() const;          // as asked for, also while a policy's trial stands in the field instead
    void setWritesOwnValues(bool on);
    // When the keys end, and that a policy has fixed it.
    void showEnd(const models::KeyPreview& preview);
    QLineEdit* aliasLine() const { return m_alias; }

Q_SIGNALS:
    void edited();
    void sessionEdited(); // instead of edited(): what the key gives is another

private:
    void makeWidgets();
    void layOut();
    void readList();
    void openList();

    models::Workspace& m_workspace;
    Prompts& m_prompts;
    QLineEdit* m_alias;
    QWidget* m_list;
    QPlainTextEdit* m_aliases;
    QLabel* m_listNote;
    QPushButton* m_open;
    TagsEdit* m_tags;
    QSpinBox* m_count;
    QCheckBox* m_fromList;
    QCheckBox* m_limited;
    DurationEdit* m_life;
    QLabel* m_ends;
    QCheckBox* m_ownValues;
    bool m_endIsAskedFor = false;
    int64_t m_asked = 0; // seconds; what is offered while no end is asked for
    QStringList m_names;
    QString m_obstacle;
};

} // namespace gatereeve::ui
