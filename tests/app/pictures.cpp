// The two pictures of the README from the real program over its real gateway: pictures FOLDER. No test.

#include "app/desktop/desktop.h"
#include "models/keyissuing.h"
#include "models/policyeditor.h"
#include "ui/pages/policiespage.h"
#include "ui/pages/trypage.h"
#include "ui/theme.h"
#include "ui/translations.h"

#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QtTest>

#include <atomic>

using namespace gatereeve;
using namespace Qt::StringLiterals;

namespace
{

// Stands still until it is moved, so that the same picture comes out each time.
class SteppingClock final : public Clock
{
public:
    Nanoseconds now() const override { return time.load(); }
    void step() { time += NanosecondsPerSecond; }

private:
    std::atomic<Nanoseconds> time = 1'795'615'500 * NanosecondsPerSecond; // Wed 25 November 2026, 14:05 UTC
};

void shoot(QWidget& window, const QString& file)
{
    QTest::qWait(500); // slides, charts and delayed refreshes come to rest
    if (!window.grab().save(file))
        qFatal("cannot write %s", qPrintable(file));
}

StoredKey issue(models::Workspace& workspace, const QString& policy, const QString& alias)
{
    models::KeyOrder order;
    order.policies = {policy};
    order.alias = alias;
    order.writeOwnValues = true;
    return models::issueKeys(order, workspace).issued.at(0);
}

void shootAll(const QString& folder)
{
    const QTemporaryDir data;
    QSettings settings(data.filePath(u"window.ini"_s), QSettings::IniFormat);
    ui::DialogPrompts prompts;
    SteppingClock clock;
    app::Desktop desktop(settings, prompts, clock, data.path());
    ui::MainWindow& window = desktop.window();
    window.resize(1280, 800);
    window.show();
    desktop.startOpeningExample();
    while (!desktop.workspace())
        QApplication::processEvents(QEventLoop::WaitForMoreEvents);
    models::Workspace& workspace = *desktop.workspace();
    const StoredKey trial = issue(workspace, u"trial"_s, u"acme trial"_s);
    issue(workspace, u"gold"_s, u"Harbour & Sons"_s);
    issue(workspace, u"gold"_s, u"nightly export"_s);
    (void)models::PolicyEditor(workspace).setRate({u"gold"_s}, {8, 1});
    window.findChild<ui::PoliciesPage*>()->select(u"gold"_s);
    ui::theme::apply(*qApp, ui::theme::Scheme::Light);
    shoot(window, folder + u"/policies-light.png"_s);

    ui::theme::apply(*qApp, ui::theme::Scheme::Dark);
    window.view()->showPage(ui::WorkspaceView::TryId);
    window.view()->tryPage().setKey(QString::fromStdString(trial.name));
    window.findChild<QLineEdit*>(u"tryPath"_s)->setText(u"/orders/7"_s);
    for (int second = 0; second < 14; ++second) {
        window.findChild<QPushButton*>(second % 4 == 1 ? u"sendBurst"_s : u"sendOnce"_s)->click();
        QTest::qWait(150); // answers come, and the decisions with the next batch
        clock.step();
    }
    shoot(window, folder + u"/try-dark.png"_s);
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    ui::installTranslations(application);
    shootAll(QApplication::arguments().value(1, u"."_s));
    return 0;
}
