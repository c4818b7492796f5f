// Each text with a count has its two English forms: "1 key", "2 keys".

#include "ui/translations.h"

#include <QDirIterator>
#include <QRegularExpression>
#include <QtTest>

using namespace gatereeve::ui;

class TestTranslations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installTranslations(*QCoreApplication::instance()); }

    void countsHaveBothForms_data()
    {
        QTest::addColumn<QString>("text");
        static const QRegularExpression counted(
            QStringLiteral("\"((?:[^\"\\\\\\n]|\\\\.)*%n(?:[^\"\\\\\\n]|\\\\.)*)\""));
        for (const char* folder : {"ui", "models"}) {
            QDirIterator files(QStringLiteral(GATEREEVE_SOURCE_DIR "/") + QLatin1StringView(folder), {"*.cpp"},
                               QDir::Files, QDirIterator::Subdirectories);
            while (files.hasNext()) {
                QFile file(files.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                const QString source = QString::fromUtf8(file.readAll());
                for (const auto& match : counted.globalMatch(source))
                    QTest::newRow(qPrintable(file.fileName() + u' ' + match.captured(1))) << match.captured(1);
            }
        }
    }
    void countsHaveBothForms()
    {
        QFETCH(QString, text);
        const QByteArray source = text.toUtf8();
        const QString one = QCoreApplication::translate("", source.constData(), nullptr, 1);
        const QString two = QCoreApplication::translate("", source.constData(), nullptr, 2);
        QVERIFY2(one.contains(u'1') && two.contains(u'2'), "lupdate and fill in: see ui/translations.h");
        QVERIFY(QString(one).replace(u'1', u'2') != two || text == QStringLiteral("%n found"));
    }
};

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
