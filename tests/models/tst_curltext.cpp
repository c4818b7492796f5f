#include "models/curltext.h"
#include "models/shellwords.h"

#include <QProcess>
#include <QtTest>

#include <algorithm>
#include <random>

using namespace gatereeve;
using namespace gatereeve::models;
using namespace Qt::StringLiterals;

namespace
{

using Headers = QList<std::pair<QByteArray, QByteArray>>;

const std::pair<QByteArray, QByteArray> FormType{"Content-Type", "application/x-www-form-urlencoded"};

} // namespace

// ui.md, Try: paste a curl command, copy as curl. The rules are those of curl's manual page (1) and of the shell's
// quoting (POSIX.1-2017, 2.2; bash, ANSI-C quoting).
class TestCurlText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void splits_data();
    void splits();
    void openQuotes();
    void whatOnlyAShellKnows();
    void whatFollowsTheCommand_data();
    void whatFollowsTheCommand();
    void reads_data();
    void reads();
    void notes_data();
    void notes();
    void errors_data();
    void errors();
    void writes_data();
    void writes();
    void quotedWordsReadBack();
    void aShellReadsTheSameWords();
    void writtenRequestsReadBack();
};

void TestCurlText::splits_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QList<QByteArray>>("words");
    const auto row = [](const char* line, const QList<QByteArray>& words) {
        QTest::newRow(line) << QByteArray(line) << words;
    };
    row("a  b\tc", {"a", "b", "c"});
    row("'a b' \"c d\"", {"a b", "c d"});
    row("a'b'\"c\"d", {"abcd"});
    row("'' \"\"", {"", ""});
    row("'a\\nb'", {"a\\nb"});
    row("'it'\\''s'", {"it's"});
    row("\"a\\\"b\\\\c\\$d\\`e\\nf\"", {"a\"b\\c$d`e\\nf"});
    row("a\\ b \\'", {"a b", "'"});
    row("a \\\n  b", {"a", "b"});
    row("a\\\nb \"c\\\nd\"", {"ab", "cd"});
    row("$'a\\nb\\t\\'\\\\\\\"\\e'", {"a\nb\t'\\\"\x1b"});
    row("$'\\x41\\101\\u00e9\\U0001F600\\cA\\q'", {"AA\xc3\xa9\xf0\x9f\x98\x80\x01\\q"});
    row("$'ab\\0cd'e", {"abe"});
    row("$\"text\"", {"text"});
    row("a$ b", {"a$", "b"});
    row("a # comment", {"a"});
    row("a#b", {"a#b"});
    row("http://x/?a[]=1", {"http://x/?a[]=1"});
    row("\n\n a \n\n", {"a"});
    row("'\n'", {"\n"});
    row("\xc3\xa9 '\xc3\xa9'", {"\xc3\xa9", "\xc3\xa9"});
    row("end\\", {"end\\"});
}

void TestCurlText::splits()
{
    QFETCH(QByteArray, line);
    QFETCH(QList<QByteArray>, words);
    const auto split = splitShell(line.toStdString());
    QVERIFY(split.ok());
    QList<QByteArray> found;
    for (const std::string& word : split->words)
        found.append(QByteArray::fromStdString(word));
    QCOMPARE(found, words);
    QVERIFY(split->rest.empty());
    QVERIFY(split->expansions.empty());
}

void TestCurlText::openQuotes()
{
    for (const char* line : {"curl 'a", "curl \"a", "curl $'a", "curl \"a\\", "curl $'a\\'", "'"})
        QVERIFY2(!splitShell(line).ok(), line);
}

void TestCurlText::whatOnlyAShellKnows()
{
    const auto split = splitShell("a $TOKEN \"b ${KEY} `date`\" $(x y)z '$no' \\$no \"\\$no\"");
    QVERIFY(split.ok());
    QCOMPARE(split->expansions, (std::vector<std::string>{"$TOKEN", "${KEY}", "`date`", "$(x y)"}));
    QCOMPARE(split->words,
             (std::vector<std::string>{"a", "$TOKEN", "b ${KEY} `date`", "$(x y)z", "$no", "$no", "$no"}));
}

void TestCurlText::whatFollowsTheCommand_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("rest");
    QTest::addColumn<int>("words");
    const auto row = [](const char* line, const char* rest, int words) {
        QTest::newRow(line) << QByteArray(line) << QByteArray(rest) << words;
    };
    row("a b | jq .", "| jq .", 2);
    row("a b; c", "c", 2);
    row("a http://x?a=1&b=2", "&b=2", 2);
    row("a b > file", "> file", 2);
    row("a b 2>/dev/null", "2>/dev/null", 2);
    row("a b\nc d\n", "c d", 2);
    row("a b \\ \nc", "c", 3); // the backslash quotes a blank, not the end of the line
}

void TestCurlText::whatFollowsTheCommand()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, rest);
    QFETCH(int, words);
    const auto split = splitShell(line.toStdString());
    QVERIFY(split.ok());
    QCOMPARE(QByteArray::fromStdString(split->rest), rest);
    QCOMPARE(static_cast<int>(split->words.size()), words);
}

void TestCurlText::reads_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<Headers>("headers");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char* command, const char* method, const char* target, const Headers& headers = {},
                        const char* body = "") {
        QTest::newRow(command) << QString::fromUtf8(command) << QByteArray(method) << QByteArray(target) << headers
                               << QByteArray(body);
    };
    row("curl http://x/orders/7?a=1", "GET", "/orders/7?a=1");
    row("curl x", "GET", "/");
    row("curl 'https://x?a=1#part'", "GET", "/?a=1");
    row("curl --url http://x/a", "GET", "/a");
    row("/usr/bin/curl -sSL -o /dev/null http://x/a", "GET", "/a");
    row("curl /orders", "GET", "/orders");
    row("curl -X DELETE http://x/a", "DELETE", "/a");
    row("curl -XPUT http://x/a", "PUT", "/a");
    row("curl -sXPATCH http://x/a", "PATCH", "/a");
    row("curl --request POST http://x/a", "POST", "/a");
    row("curl -I http://x/a", "HEAD", "/a");
    row("curl -H 'A: b' -H'C:d' --header \"E:  f \" http://x/", "GET", "/", {{"A", "b"}, {"C", "d"}, {"E", "f"}});
    row("curl -H 'Empty;' -H 'Accept:' http://x/", "GET", "/", {{"Empty", ""}});
    row("curl -d a=1 http://x/", "POST", "/", {FormType}, "a=1");
    row("curl -da=1 --data b=2 --data-ascii c=3 http://x/", "POST", "/", {FormType}, "a=1&b=2&c=3");
    row("curl -d '' http://x/", "POST", "/", {FormType});
    row("curl --data-raw @a http://x/", "POST", "/", {FormType}, "@a");
    row("curl --data-binary $'a\\nb' http://x/", "POST", "/", {FormType}, "a\nb");
    row("curl -X PUT -d a http://x/", "PUT", "/", {FormType}, "a");
    row("curl -H 'content-type: text/plain' -d a http://x/", "POST", "/", {{"content-type", "text/plain"}}, "a");
    row("curl -H 'Content-Type:' -d a http://x/", "POST", "/", {}, "a");
    row("curl --data-urlencode 'q=a b&c' --data-urlencode '=x/y' --data-urlencode 'z!' http://x/", "POST", "/",
        {FormType}, "q=a%20b%26c&x%2Fy&z%21");
    row("curl --json '{\"a\":1}' http://x/", "POST", "/",
        {{"Content-Type", "application/json"}, {"Accept", "application/json"}}, "{\"a\":1}");
    row("curl --json '{' --json '}' -H 'Accept: text/plain' http://x/", "POST", "/",
        {{"Accept", "text/plain"}, {"Content-Type", "application/json"}}, "{}");
    row("curl -G -d a=1 -d b=2 http://x/s", "GET", "/s?a=1&b=2");
    row("curl -G --data-urlencode 'q=ä' 'http://x/s?p=1'", "GET", "/s?p=1&q=%C3%A4");
    row("curl -G -I -d a=1 http://x/s", "HEAD", "/s?a=1");
    row("curl -u user:pass http://x/", "GET", "/", {{"Authorization", "Basic dXNlcjpwYXNz"}});
    row("curl http://us%20er:pass@x/", "GET", "/", {{"Authorization", "Basic dXMgZXI6cGFzcw=="}});
    row("curl -u user:pass -H 'authorization: mine' http://x/", "GET", "/", {{"authorization", "mine"}});
    row("curl --oauth2-bearer abc http://x/", "GET", "/", {{"Authorization", "Bearer abc"}});
    row("curl -b 'a=1' --cookie b=2 http://x/", "GET", "/", {{"Cookie", "a=1; b=2"}});
    row("curl -A me -e http://from http://x/", "GET", "/", {{"User-Agent", "me"}, {"Referer", "http://from"}});
    row("curl -A me -H 'User-Agent: you' http://x/", "GET", "/", {{"User-Agent", "you"}});
    row("curl http://x/a/../b/./c/..", "GET", "/b/");
    row("curl http://x/../../a//b/", "GET", "/a//b/");
    row("curl --path-as-is http://x/a/../b", "GET", "/a/../b");
    row("curl -g 'http://x/a[1]{b}'", "GET", "/a[1]{b}");
    row("curl --request-target '*' -X OPTIONS http://x", "OPTIONS", "*");
    row("curl 'http://127.0.0.1:8080/orders/' \\\n  -H 'Authorization: abc' \\\n  --data-raw $'it\\'s' \\\n  "
        "--compressed",
        "POST", "/orders/", {{"Authorization", "abc"}, FormType}, "it's");
    row("curl http://x/a -- -b", "GET", "/a");
}

void TestCurlText::reads()
{
    QFETCH(QString, command);
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QFETCH(Headers, headers);
    QFETCH(QByteArray, body);
    const auto read = readCurl(command);
    QVERIFY(read.ok());
    QCOMPARE(read->request.method, method);
    QCOMPARE(read->request.target, target);
    QCOMPARE(read->request.headers, headers);
    QCOMPARE(read->request.body, body);
}

void TestCurlText::notes_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QStringList>("words"); // of the notes, one of each
    const auto row = [](const char* command, const QStringList& words) {
        QTest::newRow(command) << QString::fromUtf8(command) << words;
    };
    row("curl -s -v http://x/", {});
    row("curl --frobnicate http://x/", {u"--frobnicate"_s});
    row("curl -Z http://x/", {u"-Z"_s});
    row("curl -k --proxy http://p http://x/", {u"-k "_s, u"--proxy"_s});
    row("curl -F a=b http://x/", {u"-F"_s});
    row("curl -d @body.json http://x/", {u"body.json"_s});
    row("curl --data-urlencode a@file http://x/", {u"file"_s});
    row("curl -H @headers http://x/", {u"headers"_s});
    row("curl -H nothing http://x/", {u"nothing"_s});
    row("curl -b jar.txt http://x/", {u"jar.txt"_s});
    row("curl -H 'Host: y' http://x/", {u"Host"_s});
    row("curl -u user http://x/", {u"password"_s});
    row("curl http://x/ http://y/", {u"http://y/"_s});
    row("curl http://x/ --next http://y/", {u"--next"_s});
    row("curl 'http://x/[1-3]'", {u"[ ]"_s});
    row("curl -H \"Authorization: $TOKEN\" http://x/", {u"$TOKEN"_s});
    row("curl http://x/ | jq .", {u"| jq ."_s});
    row("curl --data-raw $'\\xff' http://x/", {u"bytes"_s});
}

void TestCurlText::notes()
{
    QFETCH(QString, command);
    QFETCH(QStringList, words);
    const auto read = readCurl(command);
    QVERIFY(read.ok());
    QCOMPARE(read->notes.size(), words.size());
    for (qsizetype i = 0; i < words.size(); ++i)
        QVERIFY2(read->notes[i].contains(words[i]), qPrintable(read->notes[i]));
    QCOMPARE(read->host, u"x"_s);
}

void TestCurlText::errors_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text : {"", "wget http://x", "curl", "curl -s", "curl 'http://x", "curl http://x -H",
                             "curl --data", "curl ftp://x/a", "$ curl http://x"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void TestCurlText::errors()
{
    QFETCH(QString, text);
    QVERIFY(!readCurl(text).ok());
}

void TestCurlText::writes_data()
{
    QTest::addColumn<CurlRequest>("request");
    QTest::addColumn<QString>("command");
    const auto row = [](const char* command, const CurlRequest& request) {
        QTest::newRow(command) << request << QString::fromUtf8(command);
    };
    row("curl http://h:1/orders/7", {"GET", "/orders/7", {}, {}});
    row("curl 'http://h:1/a?b=1&c=2'", {"GET", "/a?b=1&c=2", {}, {}});
    row("curl -I http://h:1/", {"HEAD", "/", {}, {}});
    row("curl -X DELETE -H 'A: it'\\''s' -H 'B;' http://h:1/", {"DELETE", "/", {{"A", "it's"}, {"B", ""}}, {}});
    row("curl -H Content-Type: --data-raw @a http://h:1/", {"POST", "/", {}, "@a"});
    row("curl -X POST http://h:1/", {"POST", "/", {}, {}});
    row("curl -X GET -H 'Content-Type: text/plain' --data-raw a http://h:1/",
        {"GET", "/", {{"Content-Type", "text/plain"}}, "a"});
    row("curl --path-as-is -g 'http://h:1/a/../[b]'", {"GET", "/a/../[b]", {}, {}});
    row("curl --request-target '/a#b' http://h:1", {"GET", "/a#b", {}, {}});
    row("curl -H Content-Type: --data-raw $'a\\011b\\'c' http://h:1/", {"POST", "/", {}, "a\tb'c"});
}

void TestCurlText::writes()
{
    QFETCH(CurlRequest, request);
    QFETCH(QString, command);
    QCOMPARE(curlCommand(request, u"http://h:1"_s), command);
}

void TestCurlText::quotedWordsReadBack()
{
    std::mt19937 random(1);
    const std::string_view alphabet = "ab'\"\\$`\n\t\r\x1b\x7f #!&|;<>(){}[]*?~=@%-\xc3\xa9";
    for (int i = 0; i < 3000; ++i) {
        std::string word;
        for (size_t length = random() % 12; length > 0; --length)
            word += alphabet[random() % alphabet.size()];
        const auto split = splitShell("x " + shellQuoted(word) + " y");
        QVERIFY(split.ok());
        QCOMPARE(split->words, (std::vector<std::string>{"x", word, "y"}));
        QVERIFY(split->expansions.empty());
    }
}

// The judge is the shell itself.
void TestCurlText::aShellReadsTheSameWords()
{
    if (!QFile::exists(u"/bin/bash"_s))
        QSKIP("bash is not here to compare with");
    std::mt19937 random(2);
    const std::string_view alphabet = "ab'\"\\ #=/\xc3\xa9$'n01x";
    QByteArray script;
    QList<QByteArray> expected;
    for (int i = 0; i < 4000; ++i) {
        std::string line;
        for (size_t length = random() % 14; length > 0; --length)
            line += alphabet[random() % alphabet.size()];
        const auto split = splitShell(line);
        if (!split.ok() || !split->expansions.empty() || !split->rest.empty() || line.ends_with('\\'))
            continue;
        script += "printf '<%s>' " + QByteArray::fromStdString(line) + "\nprintf '\\036'\n";
        QByteArray words;
        for (const std::string& word : split->words)
            words += '<' + QByteArray::fromStdString(word) + '>';
        expected.append(split->words.empty() ? QByteArray("<>") : words);
    }
    QVERIFY(expected.size() > 500);
    QProcess bash;
    bash.start(u"/bin/bash"_s, {});
    bash.write(script);
    bash.closeWriteChannel();
    QVERIFY(bash.waitForFinished());
    const QList<QByteArray> found = bash.readAllStandardOutput().split('\036');
    QCOMPARE(found.size(), expected.size() + 1);
    for (qsizetype i = 0; i < expected.size(); ++i)
        QCOMPARE(found[i], expected[i]);
}

void TestCurlText::writtenRequestsReadBack()
{
    std::mt19937 random(3);
    const auto text = [&](std::string_view alphabet, size_t most) {
        QByteArray made;
        for (size_t length = random() % (most + 1); length > 0; --length)
            made += alphabet[random() % alphabet.size()];
        return made;
    };
    const QList<QByteArray> methods{"GET", "HEAD", "POST", "PUT", "DELETE", "PURGE"};
    for (int i = 0; i < 3000; ++i) {
        CurlRequest request;
        request.method = methods[static_cast<qsizetype>(random() % 6)];
        request.target = '/' + text("ab/.?&=[]{}%'\"#;", 12);
        for (size_t count = random() % 4; count > 0; --count)
            request.headers.append({'X' + text("abc-", 5), text("ab'\"\\$: ;@", 8).trimmed()});
        if (random() % 2)
            request.body = text("ab'\"\\$\n\t@=& ", 20);
        const auto read = readCurl(curlCommand(request, u"http://h:1"_s));
        QVERIFY(read.ok());
        QVERIFY2(read->request == request, qPrintable(curlCommand(request, u"http://h:1"_s)));
        QVERIFY(read->notes.isEmpty());
        QCOMPARE(read->host, u"h:1"_s);
    }
}

QTEST_GUILESS_MAIN(TestCurlText)
#include "tst_curltext.moc"
