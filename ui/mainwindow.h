#pragma once

// The main window: lays out and wires, nothing else. It shows the welcome page or one workspace; opening and closing
// workspaces is the application's business, which hears of the wish by signals and answers with setWorkspace().
//
// Object names that tests and scripts may rely on:
//   actions      actionOpen actionExample actionCloseWorkspace actionSave actionQuit actionUndo actionRedo
//                actionPolicies actionKeys actionApis actionTry actionTraffic actionFiles actionProblems actionIssueKey actionTryKey actionExtendKey
//                actionSuspendKey actionResumeKey actionRotateKey actionRevokeKey actionSendOnce actionSendBurst
//                actionGatewayRunning actionEchoUpstream actionLight actionDark actionDesktopScheme actionAbout
//                actionProfileGuide actionProfile29 actionProfile5
//   window       gatewayState profileButton clockButton clockBand statusLine pageList pages messageBar
//   clock menu   clockReal clockPause clockFast clockAt clockAfterRenewal clockLastSecond clockFirstAfter
//   policies     policyFilter policyCount policyTable addPolicy duplicatePolicy renamePolicy deletePolicy
//                issueKeyOfPolicy policyTitle policyState policyUses policyTabs policyName
//                policyRate(Text|Numbers|Reason|Note) policyQuota(…) enforcesRate enforcesQuota enforcesAccess
//                enforcesPerApi enforcesSentence policyLoaded policyNotLoaded policyInactive policyKeyLife(…)
//                policyTags accessRights addUrl addVersion addApi removeRight policyJsonText policyJsonError usedBy
//   keys         keyFilter keyTable issueKeyButton keyTitle keyWho keyState tryKey extendKey suspendKey rotateKey
//                revokeKey keyParts effectiveSession effectiveDetails nextDifference copySessionButton keyAlias keyTags
//                keyPolicies keyEndsOn keyEnds keyRate(…) keyQuota(…)
//   APIs         apiTable apiTitle apiFindings tryApi
//   try          tryKeyChoice tryMethod tryPath tryPlace tryHeaders tryBody sendOnce sendBurst burstSize sendPaced
//                pace sendParallel atOnce stopSending pasteCurl tryCurlNotes
//                rateGauge quotaGauge outcomeChart trySums tryResults clearResults tryDetails trace tryAnswer
//   traffic      trafficFilter trafficPause trafficClear trafficExport exportCsv exportJson trafficCount trafficState
//                trafficTable trafficTrace
//   problems     problemTree fileJsonText fileJsonError
//   welcome      welcomeExample welcomeOpen recent opening
//   issue a key  issueKeyDialog issuePolicies issuePolicyUp issuePolicyDown issueAlias issueAliases issueFromList
//                issueOpenList issueTags issueCount issueTrial issueLife(…) issueEnds issueOwnValues issueVerdict
//                issueEffective issueWhy issueChanges issueButton issuedTitle issuedKeys issuedTable copyKey saveSheet
//                saveCsv issuedBaseAddress issuedDone closeIssueDialog

#include "ui/workspaceview.h"

#include <QMainWindow>

class QAction;
class QLabel;
class QMenu;
class QToolBar;

namespace gatereeve::ui
{

class ProfileMenu;
class StateLabel;
class WelcomePage;

class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    // All of it must outlive the window.
    struct Surroundings {
        GatewayControl& gateway;
        const models::ProblemList& problems;
        Prompts& prompts;
        QSettings& settings;
    };
    explicit MainWindow(const Surroundings& surroundings, QWidget* parent = nullptr);
    ~MainWindow() override;

    // Null shows the welcome page. The workspace must stay until the next call or the window's end.
    void setWorkspace(models::Workspace* workspace);
    // One is being opened, which the page says; empty: no longer, what was there before is shown again.
    void setOpening(const QString& path);
    WorkspaceView* view() const { return m_view; }
    // Asks about unsaved edits; false: the user stays.
    bool mayLeaveWorkspace();
    // A sentence that concerns the window as a whole, e.g. why a workspace did not open.
    void tell(const QString& text);

    static QStringList recentWorkspaces(const QSettings& settings);

Q_SIGNALS:
    void openRequested(const QString& path);
    void exampleRequested();
    void closeWorkspaceRequested();

protected:
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    QAction* addAction(QMenu* menu, const QString& name, const QString& text, const QKeySequence& keys = {},
                       const QString& icon = {});
    void makeFileMenu();
    void makeEditMenu();
    void makeViewMenu();
    void makeKeyMenu();
    void makeGatewayMenu();
    void makeHelpMenu();
    void makeToolBar();
    void makeCentre();
    void askToOpen();
    void askToOpenFolder();
    void requestOpen(const QString& path);
    bool isOpening() const;
    bool isUsable() const; // a workspace is open, and no other one on its way
    void showCentre();
    void save();
    void undo();
    void redo();
    void commitField();
    void chooseScheme(const QString& name);
    void fitToolBar();
    void refreshUndo();
    void refreshState();
    void refreshClock();
    void refreshTitle();
    void remember(const QString& path);
    bool takesDrop(QObject* object, QEvent* event);

    Surroundings m_with;
    models::Workspace* m_workspace = nullptr;
    WorkspaceView* m_view = nullptr;
    WelcomePage* m_welcome = nullptr;
    QLabel* m_openingText = nullptr;
    QWidget* m_centre = nullptr;
    MessageBar* m_ownBar = nullptr;
    QLabel* m_band = nullptr;
    StateLabel* m_state = nullptr;
    QMenu* m_rules = nullptr;
    QToolBar* m_bar = nullptr;
    ProfileMenu* m_profile = nullptr;
    ClockMenu* m_clock = nullptr;
    QLabel* m_status = nullptr;
    QAction *m_save = nullptr, *m_showUnsaved = nullptr, *m_closeWorkspace = nullptr, *m_undo = nullptr,
            *m_redo = nullptr;
    QAction *m_running = nullptr, *m_echo = nullptr;
    QList<QAction*> m_needWorkspace;
    QString m_savedAt;
};

} // namespace gatereeve::ui
