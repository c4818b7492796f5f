#include "ui/dialogs/convertdialog.h"

#include "models/policyeditor.h"
#include "workbench.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTreeWidget>
#include <QtTest>

using namespace gatereeve;
using namespace Qt::StringLiterals;

// The open policies in another layout, unsaved edits included.
class TestConvertDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesTheFilesOfTheChosenLayout_data()
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<QString>("first");
        QTest::addColumn<int>("files");
        QTest::newRow("one file") << u"toFile"_s << u"policies.json"_s << 1;
        QTest::newRow("a folder") << u"toFolder"_s << u"gold.json"_s << 6;
        QTest::newRow("an export") << u"toExport"_s << u"policy-gold.json"_s << 6;
    }

    void writesTheFilesOfTheChosenLayout()
    {
        QFETCH(QString, button);
        QFETCH(QString, first);
        QFETCH(int, files);
        QVERIFY(models::PolicyEditor(*m_bench.workspace).setRate({u"gold"_s}, {77, 1}).ok());
        const auto before = m_bench.files.files.size();
        ui::ConvertDialog dialog(*m_bench.workspace, m_bench.prompts);
        dialog.show();
        QTest::keyClick(dialog.findChild<QRadioButton*>(button), Qt::Key_Space);
        auto* folder = dialog.findChild<QLineEdit*>(u"conversionFolder"_s);
        folder->selectAll();
        QTest::keyClicks(folder, u"/out/"_s + button);
        auto* write = dialog.findChild<QPushButton*>(u"writeConverted"_s);
        QVERIFY(write->text().contains(QString::number(files)));
        QTest::keyClick(write, Qt::Key_Space);
        QCOMPARE(dialog.result(), int(QDialog::Accepted));
        QCOMPARE(m_bench.files.files.size(), before + size_t(files));
        const std::string& text = m_bench.files.files.at(u"/out/%1/%2"_s.arg(button, first).toStdString()).bytes;
        QVERIFY(text.find("77") != std::string::npos);
        QVERIFY(dialog.written().startsWith(u"/out/"_s + button));
    }

    void whatIsThereIsNotTouched()
    {
        m_bench.files.files["/out/gold.json"].bytes = "mine";
        const auto before = m_bench.files.files.size();
        ui::ConvertDialog dialog(*m_bench.workspace, m_bench.prompts);
        dialog.findChild<QRadioButton*>(u"toFolder"_s)->click();
        dialog.findChild<QLineEdit*>(u"conversionFolder"_s)->setText(u"/out"_s);
        dialog.findChild<QPushButton*>(u"writeConverted"_s)->click();
        QVERIFY(dialog.findChild<QLabel*>(u"conversionState"_s)->text().contains(u"is there already"_s));
        QCOMPARE(m_bench.files.files.size(), before);
        QCOMPARE(m_bench.files.files.at("/out/gold.json").bytes, std::string("mine"));
    }

    void brokenFilesAreMendedFirst()
    {
        auto& workspace = *m_bench.workspace;
        workspace.setText(*workspace.policiesFile(), "{", u"typing"_s);
        ui::ConvertDialog dialog(workspace, m_bench.prompts);
        QVERIFY(!dialog.findChild<QPushButton*>(u"writeConverted"_s)->isEnabled());
        QVERIFY(dialog.findChild<QLabel*>(u"conversionState"_s)->text().contains(u"policies.json"_s));
        workspace.undoStack().undo();
    }

private:
    tests::Workbench m_bench;
};

QTEST_MAIN(TestConvertDialog)
#include "tst_convertdialog.moc"
