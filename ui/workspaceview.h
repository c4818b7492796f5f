#pragma once

// An open workspace: the list of pages with their counts, the pages, and the message bar. It brings the pages together
// (a policy in a trace leads to its page) and says what wants attention. Made anew for each workspace.

#include "core/result.h"
#include "ui/clockmenu.h"

#include <QStringList>
#include <QWidget>

class QListWidget;
class QSettings;
class QStackedWidget;

namespace gatereeve::models
{
class JsonFile;
class ProblemList;
class Workspace;
} // namespace gatereeve::models

namespace gatereeve::ui
{

class ApisPage;
class DiskBars;
class FilesPage;
class GatewayControl;
class KeysPage;
class MessageBar;
class Page;
class PoliciesPage;
class ProblemsPage;
class Prompts;
class ReplaceDialog;
class TrafficPage;
class TryPage;

class WorkspaceView final : public QWidget
{
    Q_OBJECT

public:
    enum PageId { PoliciesId, KeysId, ApisId, TryId, TrafficId, FilesId, ProblemsId, PageCount };

    WorkspaceView(models::Workspace& workspace, GatewayControl& gateway, const models::ProblemList& problems,
                  Prompts& prompts, QSettings& settings, QWidget* parent = nullptr);
    ~WorkspaceView() override; // remembers layout and selection

    void showPage(PageId page);
    // The text of a file with the cursor at a place; back and forth: from what is selected to its text, and from the
    // text to what its cursor stands in.
    void showText(const Place& place);
    void switchTextAndForm();
    PageId currentPage() const;
    void setNarrow(bool narrow);
    // For the clock menu: the key chosen on the page Try.
    ClockMenu::Subject clockSubject() const;

    void issueKey(const QStringList& policies);
    void issueKeyOfSelection();
    KeysPage& keysPage() { return *m_keys; }
    TryPage& tryPage() { return *m_try; }
    MessageBar& messageBar() { return *m_bar; }
    // True when all of it was saved; what was not stands in the bar.
    bool save();
    void showUnsaved();
    void findAndReplace();
    void convertPolicies();
    // The user leaves without saving.
    void giveUpEdits();

Q_SIGNALS:
    void saved();
    void openRequested(const QString& path);

private:
    QList<Page*> pages() const; // by PageId
    QWidget* makeSide();
    void wirePages();
    void wireTraces();
    void wireWorkspace();
    void showCounts();
    void greet();
    void showUnreadFolder();
    void fail(const QString& text);
    void showCutOff();
    void showGateway();
    void showRotated(const QString& name, int64_t oldEnds);
    void showKey(const QString& name);
    void showPolicy(const QString& id, const QString& field);
    void showApi(const QString& apiId);
    void goTo(const Place& place);
    void saveCopies();
    bool showForm(const Place& place);
    void saveLayout() const;
    void restoreLayout();

    models::Workspace& m_workspace;
    GatewayControl& m_gateway;
    const models::ProblemList& m_problems;
    Prompts& m_prompts;
    QSettings& m_settings;
    QListWidget* m_side;
    QStackedWidget* m_stack;
    MessageBar* m_bar;
    DiskBars* m_disk;
    PoliciesPage* m_policies;
    KeysPage* m_keys;
    ApisPage* m_apis;
    TryPage* m_try;
    TrafficPage* m_traffic;
    FilesPage* m_files;
    ProblemsPage* m_problemsPage;
    ReplaceDialog* m_replace = nullptr; // made when it is first asked for
    QStringList m_cutOff;               // policies whose keys are known to be refused
};

} // namespace gatereeve::ui
