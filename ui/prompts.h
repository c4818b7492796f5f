#pragma once

// Every question that stops the user: handed into the window, so that tests answer beforehand. Whatever a bar can say
// is no question. Texts come translated from the caller and name what is done and to how many.

#include <QCoreApplication>
#include <QString>
#include <QStringList>

class QWidget;

namespace gatereeve::ui
{

struct Question {
    QString title;   // "Delete gold"
    QString text;    // "Delete gold: 12 keys lose access."
    QString details; // may be empty
    QString action;  // the button: "Delete gold"
    bool destructive = true;
};

// One of several answers.
struct Choice {
    QString title;
    QString text;
    QStringList options;
    int preselected = 0;
    QString action; // the button: "Rotate acme"
};

class Prompts
{
public:
    virtual ~Prompts() = default;

    enum class Leaving : uint8_t { Save, Discard, Stay };

    // True: do it. The safe answer is the default button.
    virtual bool confirm(QWidget* parent, const Question& question) = 0;
    // Unsaved edits when a workspace is left.
    virtual Leaving askLeaving(QWidget* parent, int edits) = 0;
    // A tyk.conf, a policies file or an exported one; empty: cancelled.
    virtual QString askWorkspace(QWidget* parent, const QString& startFolder) = 0;
    // A folder that has such files; empty: cancelled.
    virtual QString askFolder(QWidget* parent, const QString& startFolder) = 0;
    // A file to read; empty: cancelled. `filter`: "Lists (*.csv);;All files (*)".
    virtual QString askOpenFile(QWidget* parent, const QString& title, const QString& filter) = 0;
    // Where to save what is proposed to be called `name`; empty: cancelled. Overwriting was asked about.
    virtual QString askSaveFile(QWidget* parent, const QString& title, const QString& name) = 0;
    // One line of text; a null string: cancelled.
    virtual QString askText(QWidget* parent, const QString& title, const QString& label, const QString& value) = 0;
    // Index of the option; -1: cancelled.
    virtual int askChoice(QWidget* parent, const Choice& choice) = 0;
};

// The real ones, with message boxes and the file dialog.
class DialogPrompts final : public Prompts
{
    Q_DECLARE_TR_FUNCTIONS(Prompts)

public:
    bool confirm(QWidget* parent, const Question& question) override;
    Leaving askLeaving(QWidget* parent, int edits) override;
    QString askWorkspace(QWidget* parent, const QString& startFolder) override;
    QString askFolder(QWidget* parent, const QString& startFolder) override;
    QString askOpenFile(QWidget* parent, const QString& title, const QString& filter) override;
    QString askSaveFile(QWidget* parent, const QString& title, const QString& name) override;
    QString askText(QWidget* parent, const QString& title, const QString& label, const QString& value) override;
    int askChoice(QWidget* parent, const Choice& choice) override;
};

} // namespace gatereeve::ui
