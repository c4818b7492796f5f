#pragma once

// An open workspace: the list of pages with their counts, the pages, and the message bar. It brings the pages together
// (a policy in a trace leads to its page) and says what wants attention. Made anew for each workspace; a page is made
// when it is first shown or asked for, so that opening a workspace waits for one page only, and for that which keeps
// the traffic.

#include "core/result.h"
#include "ui/clockmenu.h"

#include <QStringList>
#include <QWidget>

#include <array>

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
class WorkspaceNotices;

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
    ClockMenu::Subject clockSubject();

    void issueKey(const QStringList& policies);
    void issueKeyOfSelection();
    KeysPage& keysPage();
    TryPage& tryPage();
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
    QWidget* makeSide();
    Page& page(PageId id); // made now where it is asked for the first time
    Page* makePage(PageId id);
    Page* makePolicies();
    Page* makeKeys();
    Page* makeApis();
    Page* makeTry();
    Page* makeTraffic();
    Page* makeFiles();
    Page* makeProblems();
    PoliciesPage& policiesPage();
    ApisPage& apisPage();
    FilesPage& filesPage();
    TrafficPage& trafficPage();
    template <typename TracePage>
    void wireTraces(const TracePage* page);
    void wireWorkspace();
    void showCounts();
    void fail(const QString& text);
    void showRotated(const QString& name, int64_t oldEnds);
    void showKey(const QString& name);
    void showPolicy(const QString& id, const QString& field);
    void showApi(const QString& apiId);
    void goTo(const Place& place);
    void saveCopies();
    bool showForm(const Place& place);
    void saveLayout() const;

    models::Workspace& m_workspace;
    GatewayControl& m_gateway;
    const models::ProblemList& m_problems;
    Prompts& m_prompts;
    QSettings& m_settings;
    QListWidget* m_side;
    QStackedWidget* m_stack;
    MessageBar* m_bar;
    DiskBars* m_disk;
    WorkspaceNotices* m_notices;
    std::array<Page*, PageCount> m_pages{}; // null: nobody has asked for it
    bool m_narrow = false;
    ReplaceDialog* m_replace = nullptr; // made when it is first asked for
};

} // namespace gatereeve::ui
