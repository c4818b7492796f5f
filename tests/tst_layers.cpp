#include <QtTest>

// The one-way rule (docs/architecture.md): app → ui → models → core ← gateway. What a folder may include and what its
// target may link; a failure names file and line.

namespace
{

struct Layer {
    QString name;
    QStringList folders;   // whose headers it may include
    QStringList qtModules; // whose headers it may include and which it may link
    QStringList forbidden; // further headers, by the beginning of their names
};

// core: "no window, no socket, no thread and no Qt", and files only through the injected disk.
const QList<Layer> Layers = {
    {"core",
     {"core"},
     {},
     {"sys/", "netinet/", "arpa/", "thread", "fstream", "unistd.h", "fcntl.h", "openssl/ssl", "Qsci/"}},
    {"gateway", {"gateway", "core"}, {"Core", "Network", "Sql"}, {"Qsci/"}},
    {"models", {"models", "core"}, {"Core", "Gui"}, {"sys/socket", "netinet/", "Qsci/"}},
    {"ui",
     {"ui", "models", "core"},
     {"Core", "Gui", "Widgets", "Charts", "Svg", "SvgWidgets"},
     {"sys/", "netinet/", "QSaveFile", "fstream"}}, // QFile reads its own resources
};

const QStringList Folders = {"core", "gateway", "models", "ui", "app"};
const QString Source = QStringLiteral(GATEREEVE_SOURCE_DIR);

// The module of a Qt header, by where it lies: "QTcpSocket" and "QtNetwork/QTcpSocket" are of Network. Empty: not Qt's.
QString moduleOf(const QString& header)
{
    static const QHash<QString, QString> modules = [] {
        QHash<QString, QString> found;
        const QDir headers(QLibraryInfo::path(QLibraryInfo::HeadersPath));
        for (const QString& module : headers.entryList({"Qt*"}, QDir::Dirs)) {
            for (const QString& name : QDir(headers.filePath(module)).entryList(QDir::Files))
                found.insert(name, module.mid(2));
        }
        return found;
    }();
    if (const qsizetype slash = header.indexOf('/'); slash > 0 && header.startsWith("Qt"))
        return header.mid(2, slash - 2);
    return header.startsWith('Q') ? modules.value(header) : QString();
}

// What is wrong with one header, or nothing. `header` is as it stands: "core/policy.h" or <QWidget>.
QString objection(const Layer& layer, const QString& header)
{
    const QString name = header.mid(1, header.size() - 2);
    if (header.startsWith('"')) {
        const QString folder = name.section('/', 0, 0);
        if (Folders.contains(folder) && !layer.folders.contains(folder))
            return layer.name + " may not know " + folder;
        return {};
    }
    if (const QString module = moduleOf(name); !module.isEmpty() && !layer.qtModules.contains(module))
        return layer.name + " may not know Qt " + module;
    for (const QString& forbidden : layer.forbidden) {
        if (header.mid(1).startsWith(forbidden))
            return layer.name + " may not include this";
    }
    return {};
}

QStringList violations(const Layer& layer, const QString& file, const QString& text)
{
    static const QRegularExpression include("^\\s*#\\s*include\\s+([\"<][^\">]+[\">])");
    QStringList found;
    int number = 0;
    for (const QString& line : text.split('\n')) {
        ++number;
        const QRegularExpressionMatch match = include.match(line);
        if (!match.hasMatch())
            continue;
        if (const QString reason = objection(layer, match.captured(1)); !reason.isEmpty())
            found += QStringLiteral("%1:%2: %3: %4").arg(file).arg(number).arg(match.captured(1), reason);
    }
    return found;
}

// Target → what its CMakeLists.txt links, as CMake wrote it down (tests/CMakeLists.txt).
QHash<QString, QStringList> readLinks()
{
    QHash<QString, QStringList> links;
    QFile file(QStringLiteral(GATEREEVE_LINKS_FILE));
    if (!file.open(QIODevice::ReadOnly))
        return links;
    for (const QString& line : QString::fromUtf8(file.readAll()).split('\n', Qt::SkipEmptyParts))
        links.insert(line.section(':', 0, 0), line.section(": ", 1).split(';', Qt::SkipEmptyParts));
    return links;
}

// With what the linked targets of ours link in turn.
QSet<QString> linkedBy(const QString& target, const QHash<QString, QStringList>& links)
{
    QSet<QString> all;
    QStringList open = links.value(target);
    while (!open.isEmpty()) {
        const QString library = open.takeFirst();
        if (all.contains(library))
            continue;
        all.insert(library);
        open += links.value(library);
    }
    return all;
}

} // namespace

class TestLayers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scannerSeesViolations_data();
    void scannerSeesViolations();
    void includes_data();
    void includes();
    void links_data() { includes_data(); }
    void links();
    void commandLineHasNoWindow();
};

void TestLayers::scannerSeesViolations_data()
{
    QTest::addColumn<int>("layer");
    QTest::addColumn<QString>("line");
    QTest::addColumn<bool>("isViolation");
    QTest::newRow("core its own") << 0 << "#include \"core/policy.h\"" << false;
    QTest::newRow("core upwards") << 0 << "#include \"models/text.h\"" << true;
    QTest::newRow("core Qt") << 0 << "#include <QString>" << true;
    QTest::newRow("core a Qt module") << 0 << "  # include <QtCore/QString>" << true;
    QTest::newRow("core a thread") << 0 << "#include <thread>" << true;
    QTest::newRow("core the library") << 0 << "#include <string>" << false;
    QTest::newRow("gateway a socket") << 1 << "#include <QTcpServer>" << false;
    QTest::newRow("gateway a colour") << 1 << "#include <QColor>" << true;
    QTest::newRow("gateway models") << 1 << "#include \"models/text.h\"" << true;
    QTest::newRow("models a widget") << 2 << "#include <QWidget>" << true;
    QTest::newRow("models the network") << 2 << "#include <QtNetwork>" << true;
    QTest::newRow("models the gateway") << 2 << "#include \"gateway/gateway.h\"" << true;
    QTest::newRow("models undo") << 2 << "#include <QUndoStack>" << false;
    QTest::newRow("ui the gateway") << 3 << "#include \"gateway/gateway.h\"" << true;
    QTest::newRow("ui app") << 3 << "#include \"app/example.h\"" << true;
    QTest::newRow("ui a file") << 3 << "#include <QSaveFile>" << true;
    QTest::newRow("ui a file dialog") << 3 << "#include <QFileDialog>" << false;
    QTest::newRow("ui the network") << 3 << "#include <QTcpSocket>" << true;
    QTest::newRow("a comment") << 0 << "// #include <QString>" << false;
}

void TestLayers::scannerSeesViolations()
{
    QFETCH(int, layer);
    QFETCH(QString, line);
    QFETCH(bool, isViolation);
    QCOMPARE(!violations(Layers[layer], "file.cpp", "\n" + line + "\n").isEmpty(), isViolation);
    if (isViolation)
        QVERIFY(violations(Layers[layer], "file.cpp", "\n" + line).first().startsWith("file.cpp:2: "));
}

void TestLayers::includes_data()
{
    QTest::addColumn<int>("layer");
    for (int i = 0; i < Layers.size(); ++i)
        QTest::newRow(qPrintable(Layers[i].name)) << i;
}

void TestLayers::includes()
{
    QFETCH(int, layer);
    QStringList found;
    int files = 0;
    for (QDirIterator it(Source + "/" + Layers[layer].name, {"*.h", "*.cpp"}, QDir::Files,
                         QDirIterator::Subdirectories);
         it.hasNext();) {
        QFile file(it.next());
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
        found += violations(Layers[layer], file.fileName().mid(Source.size() + 1), QString::fromUtf8(file.readAll()));
        ++files;
    }
    QVERIFY(files > 0);
    QVERIFY2(found.isEmpty(), qPrintable(found.join('\n')));
}

void TestLayers::links()
{
    QFETCH(int, layer);
    const Layer& rule = Layers[layer];
    const QHash<QString, QStringList> links = readLinks();
    QVERIFY(!links.value(rule.name).isEmpty());
    QStringList found;
    for (const QString& library : linkedBy(rule.name, links)) {
        const bool isOurs = links.contains(library) && library != "project_options";
        const bool isQt = library.startsWith("Qt6::");
        if ((isOurs && !rule.folders.contains(library)) || (isQt && !rule.qtModules.contains(library.mid(5))))
            found += rule.name + " links " + library;
    }
    QVERIFY2(found.isEmpty(), qPrintable(found.join('\n')));
}

// DESIGN: gatereevectl links no Qt Gui or Widgets, so that it runs on a server.
void TestLayers::commandLineHasNoWindow()
{
    const QSet<QString> all = linkedBy("gatereevectl", readLinks());
    QVERIFY(all.contains("gateway"));
    for (const QString& library : {"Qt6::Gui", "Qt6::Widgets", "Qt6::Charts", "Qt6::Svg", "ui", "models"})
        QVERIFY2(!all.contains(library), qPrintable(library));
}

QTEST_GUILESS_MAIN(TestLayers)
#include "tst_layers.moc"
