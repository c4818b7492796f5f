// Text and form as two views of one document, in the whole window: in step both ways, one undo stack, and the last good
// state while the text is broken (issue documents, check 5).

#include "models/policyeditor.h"
#include "ui/pages/apispage.h"
#include "ui/pages/filespage.h"
#include "ui/pages/policiespage.h"
#include "ui/widgets/jsoneditor.h"
#include "ui/widgets/lastgoodbar.h"
#include "ui/widgets/messagebar.h"
#include "workbench.h"

#include <QAbstractItemView>
#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QtTest>

using namespace gatereeve;
using namespace gatereeve::tests;
using namespace Qt::StringLiterals;

class TestFilesPage : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Workbench> m_bench;

    models::Workspace& workspace() { return *m_bench->workspace; }
    models::JsonFile& policies() { return *workspace().policiesFile(); }
    ui::JsonEditor& editor() { return *m_bench->window->findChild<ui::JsonEditor*>(u"fileText"_s); }
    ui::WorkspaceView& view() { return *m_bench->window->view(); }
    void trigger(const char* action) { m_bench->find<QAction>(action)->trigger(); }
    void select(const QString& id) { m_bench->window->findChild<ui::PoliciesPage*>()->select(id); }

    // The text of the policies with the cursor behind these words.
    void openText(const std::string& words)
    {
        view().showText({.file = policies().path()});
        const size_t at = policies().text().find(words);
        QVERIFY(at != std::string::npos);
        editor().showOffset(at + words.size());
    }
    void pause() { QTRY_VERIFY(editor().bytes() == policies().text()); }
    ui::LastGoodBar* barIn(const char* page)
    {
        for (auto* bar : m_bench->window->findChildren<ui::LastGoodBar*>()) {
            for (QWidget* above = bar; above; above = above->parentWidget()) {
                if (above->inherits(page))
                    return bar;
            }
        }
        return nullptr;
    }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<Workbench>();
        m_bench->window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_bench->window.get()));
    }
    void cleanup() { m_bench.reset(); }

    void textAndFormAreInStepBothWays()
    {
        select(u"gold"_s);
        const auto* rate = m_bench->find<QLineEdit>("policyRateText");
        QCOMPARE(rate->text(), u"5 per second"_s);
        const quint64 generation = m_bench->gateway.state().generation;
        openText("\"gold\": {");
        const size_t at = policies().text().find("\"rate\": 5", editor().cursorOffset()) + 9;
        editor().showOffset(at);
        QTest::keyClicks(&editor(), u"0"_s);
        pause();
        QCOMPARE(rate->text(), u"50 per second"_s);
        QVERIFY(m_bench->gateway.state().generation > generation); // and enforced
        QVERIFY(models::PolicyEditor(workspace()).setRate({u"gold"_s}, {7, 1}).ok());
        QVERIFY(editor().bytes() == policies().text());
        QVERIFY(editor().bytes().substr(at - 9).starts_with("\"rate\": 7,"));
    }

    void oneUndoStackForBoth()
    {
        const std::string before = policies().text();
        QVERIFY(models::PolicyEditor(workspace()).setRate({u"trial"_s}, {7, 1}).ok());
        openText("\"gold\": {");
        QTest::keyClicks(&editor(), u" "_s);
        QTest::keyClick(&editor(), Qt::Key_Z, Qt::ControlModifier); // typed, not committed: the step of the text
        QCOMPARE(workspace().policyList().find(u"trial"_s)->policy().rate, 7.0);
        QVERIFY(editor().bytes() == policies().text());
        QTest::keyClick(&editor(), Qt::Key_Z, Qt::ControlModifier); // the step of the form
        QCOMPARE(policies().text(), before);
        QVERIFY(editor().bytes() == before);
        QTest::keySequence(&editor(), QKeySequence(QKeySequence::Redo));
        QTest::keySequence(&editor(), QKeySequence(QKeySequence::Redo));
        QVERIFY(editor().bytes() == policies().text());
        QCOMPARE(policies().text().find("\"gold\": { "), policies().text().find("\"gold\": {"));
        trigger("actionUndo");
        trigger("actionUndo");
        QVERIFY(!m_bench->window->isWindowModified());
    }

    void savingTakesWhatIsTyped()
    {
        const std::string before = m_bench->fileText("policies/policies.json");
        openText("\"gold\": {");
        QTest::keyClicks(&editor(), u" "_s);
        trigger("actionSave");
        const std::string after = m_bench->fileText("policies/policies.json");
        QCOMPARE(after.size(), before.size() + 1);
        QCOMPARE(m_bench->find<QLabel>("fileTitle")->text(), u"policies/policies.json"_s);
        QVERIFY(!m_bench->window->isWindowModified());
    }

    void whileTheTextIsBrokenTheFormShowsTheLastGoodState()
    {
        m_bench->issue({u"gold"_s}, u"acme"_s);
        select(u"gold"_s);
        openText("\"gold\": {");
        QTest::keyClicks(&editor(), u"}"_s);
        pause();
        QVERIFY(!policies().document());
        const auto* bar = barIn("gatereeve::ui::PolicyInspector");
        QVERIFY2(bar->text().startsWith(u"policies.json can't be read at line "_s), qPrintable(bar->text()));
        QVERIFY(bar->text().endsWith(u"The form shows it as it last was."_s));

        auto* rate = m_bench->find<QLineEdit>("policyRateText");
        QCOMPARE(rate->text(), u"5 per second"_s);
        for (const char* field : {"policyRateText", "policyQuotaText", "policyName", "policyTags", "policyInactive"})
            QVERIFY2(!m_bench->find<QWidget>(field)->isEnabled(), field);
        for (const char* button : {"addPolicy", "duplicatePolicy", "renamePolicy", "deletePolicy"})
            QVERIFY2(!m_bench->find<QPushButton>(button)->isEnabled(), button);
        QVERIFY(m_bench->find<QPushButton>("deletePolicy")->toolTip().contains(u"can't be read at line"_s));
        auto* page = m_bench->window->findChild<ui::PoliciesPage*>();
        QVERIFY(!page->findChild<QPushButton*>(u"addApi"_s)->isEnabled());
        const auto* rights = page->findChild<QAbstractItemView*>(u"accessRights"_s);
        const QModelIndex right = rights->model()->index(0, 0);
        QVERIFY(rights->isEnabled());
        QVERIFY(!right.flags().testFlag(Qt::ItemIsUserCheckable));
        const auto* table = m_bench->find<QAbstractItemView>("policyTable");
        QVERIFY(!table->model()->index(0, 0).flags().testFlag(Qt::ItemIsEditable));
        QVERIFY(m_bench->find<QPushButton>("issueKeyOfPolicy")->isEnabled()); // keys do not depend on it

        // From the bar to the place, and mended there.
        view().showPage(ui::WorkspaceView::PoliciesId);
        bar->findChild<QPushButton*>()->click();
        QCOMPARE(view().currentPage(), ui::WorkspaceView::FilesId);
        QVERIFY(editor().hasFocus());
        openText("\"gold\": {}");
        QTest::keyClick(&editor(), Qt::Key_Backspace);
        pause();
        QVERIFY(policies().document());
        QVERIFY(bar->isHidden());
        QVERIFY(rate->isEnabled());
        QVERIFY(m_bench->find<QPushButton>("addPolicy")->isEnabled());
        QVERIFY(m_bench->find<QPushButton>("addPolicy")->toolTip().isEmpty());
        QVERIFY(right.flags().testFlag(Qt::ItemIsUserCheckable));
    }

    void undoBringsTheFormBack()
    {
        select(u"gold"_s);
        openText("\"gold\": {");
        QTest::keyClicks(&editor(), u"}"_s);
        pause();
        const auto* bar = barIn("gatereeve::ui::PolicyInspector");
        QVERIFY(!bar->isHidden());
        trigger("actionUndo");
        QVERIFY(bar->isHidden());
        QVERIFY(m_bench->find<QLineEdit>("policyRateText")->isEnabled());
        QVERIFY(!m_bench->window->isWindowModified());
    }

    void aBrokenApiDefinitionIsShownAsItLastWas()
    {
        models::JsonFile& api = *workspace().apiFiles().front();
        trigger("actionApis");
        auto& page = *m_bench->window->findChild<ui::ApisPage*>();
        page.selectFile(QString::fromStdString(api.path()));
        const QString title = m_bench->find<QLabel>("apiTitle")->text();
        m_bench->find<QPushButton>("editApiText")->click();
        QCOMPARE(view().currentPage(), ui::WorkspaceView::FilesId);
        editor().showOffset(api.text().size());
        QTest::keyClick(&editor(), Qt::Key_Home, Qt::ControlModifier);
        QTest::keyClicks(&editor(), u"x"_s);
        QTRY_VERIFY(!api.document());
        QVERIFY(barIn("gatereeve::ui::ApisPage")->text().contains(u"as it last was"_s));
        QCOMPARE(m_bench->find<QLabel>("apiTitle")->text(), title);
        trigger("actionUndo");
        QVERIFY(barIn("gatereeve::ui::ApisPage")->isHidden());
    }

    // Shown, named, and edited as text (issue documents).
    void anOpenApiDefinitionIsEditedAsText()
    {
        const std::string path = "/quota-demo/apps/parcels.json";
        m_bench->files.files[path].bytes = "{\n  \"openapi\": \"3.0.3\",\n  \"x-tyk-api-gateway\": {\n    \"info\": "
                                           "{\"id\": \"parcels\", \"name\": \"Parcels\"}"
                                           ",\n    \"server\": {\"listenPath\": {\"value\": \"/parcels/\"}}\n  }\n}\n";
        m_bench->open();
        m_bench->window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_bench->window.get()));
        trigger("actionApis");
        m_bench->window->findChild<ui::ApisPage*>()->select(u"parcels"_s);
        const auto* title = m_bench->find<QLabel>("apiTitle");
        QCOMPARE(title->text(), u"Parcels"_s);
        m_bench->find<QPushButton>("editApiText")->click();
        QVERIFY(m_bench->find<QWidget>("fileState")->isVisible());
        models::JsonFile& file = *workspace().fileAt(QString::fromStdString(path));
        editor().showOffset(file.text().find("Parcels") + 7);
        QTest::keyClicks(&editor(), u"!"_s);
        QTRY_COMPARE(title->text(), u"Parcels!"_s);
    }

    void brokenSettingsSwitchNoEcho()
    {
        workspace().setText(workspace().settingsFile(), "{ broken", u"Break"_s);
        QVERIFY(!m_bench->find<QAction>("actionEchoUpstream")->isEnabled());
        QVERIFY(m_bench->find<QAction>("actionEchoUpstream")->toolTip().contains(u"gatereeve.json can't be read"_s));
        trigger("actionUndo");
        QVERIFY(m_bench->find<QAction>("actionEchoUpstream")->isEnabled());
    }

    void oneKeyLeadsToTheTextAndBack()
    {
        select(u"trial"_s);
        view().showPage(ui::WorkspaceView::PoliciesId);
        trigger("actionTextOrForm");
        QCOMPARE(view().currentPage(), ui::WorkspaceView::FilesId);
        QVERIFY(editor().hasFocus());
        QVERIFY(editor().cursorOffset() >= policies().text().find("\"trial\""));
        openText("\"gold\": {");
        trigger("actionTextOrForm");
        QCOMPARE(view().currentPage(), ui::WorkspaceView::PoliciesId);
        QCOMPARE(m_bench->window->findChild<ui::PoliciesPage*>()->selected(), QStringList{u"gold"_s});
        auto* toForm = m_bench->find<QPushButton>("showInForm");
        openText("\"trial\": {");
        toForm->click();
        QCOMPARE(m_bench->window->findChild<ui::PoliciesPage*>()->selected(), QStringList{u"trial"_s});
        view().showText({.file = policies().path(), .line = 1, .column = 1}); // in no policy
        toForm->click();
        QVERIFY(view().messageBar().names().contains(u"failed"_s));
        QCOMPARE(view().currentPage(), ui::WorkspaceView::FilesId);
        view().showText({.file = workspace().confFile()->path()});
        QVERIFY(toForm->isHidden());
        view().showText({.file = workspace().apiFiles().back()->path(), .line = 2, .column = 1});
        trigger("actionTextOrForm");
        QCOMPARE(view().currentPage(), ui::WorkspaceView::ApisId);
    }

    void theFilterFindsFilesByNameAndState()
    {
        trigger("actionFiles");
        const auto* table = m_bench->find<QAbstractItemView>("fileTable");
        const int all = table->model()->rowCount();
        QVERIFY(all >= 5);
        QVERIFY(models::PolicyEditor(workspace()).setRate({u"gold"_s}, {7, 1}).ok());
        auto* filter = m_bench->find<QLineEdit>("fileFilter");
        filter->setFocus();
        QTest::keyClicks(filter, u"not saved"_s);
        QCOMPARE(table->model()->rowCount(), 1);
        QCOMPARE(table->model()->index(0, 0).data().toString(), u"policies/policies.json"_s);
        QCOMPARE(m_bench->find<QLabel>("fileCount")->text(), u"1 of %1"_s.arg(all));
        view().showText({.file = workspace().confFile()->path(), .line = 3, .column = 2}); // hidden by the filter
        QCOMPARE(m_bench->find<QLabel>("fileTitle")->text(), u"tyk.conf"_s);
        QCOMPARE(m_bench->window->findChild<ui::FilesPage*>()->cursorPlace().line, 3);
    }

    void theSelectedFileSurvivesARestart()
    {
        view().showText({.file = workspace().apiFiles().back()->path()});
        const QString title = m_bench->find<QLabel>("fileTitle")->text();
        m_bench->open();
        QCOMPARE(view().currentPage(), ui::WorkspaceView::FilesId);
        QCOMPARE(m_bench->find<QLabel>("fileTitle")->text(), title);
    }
};

QTEST_MAIN(TestFilesPage)
#include "tst_filespage.moc"
