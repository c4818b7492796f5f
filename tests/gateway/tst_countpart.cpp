// What many counters hold as one value: only what was written is read, and every cut is seen.

#include "gateway/store/countpart.h"

#include <QTest>

#include <tuple>

using namespace gatereeve;
using namespace gatereeve::gateway;

namespace
{

using Counters = std::vector<std::shared_ptr<KeyCounters>>;
using Read = std::vector<std::tuple<std::string, std::string, Nanoseconds, int64_t>>;

std::shared_ptr<KeyCounters> counters(std::string_view name, std::string_view scope, CountedSince word)
{
    auto made = std::make_shared<KeyCounters>(name, scope);
    made->quota = word;
    return made;
}

std::optional<Read> readPart(std::string_view part)
{
    Read entries;
    const bool whole = readCountPart(part, [&entries](auto name, auto scope, CountedSince word) {
        entries.emplace_back(name, scope, word.start, word.count);
    });
    return whole ? std::optional(entries) : std::nullopt;
}

// As a file would be changed by something else than us.
std::string withByte(std::string part, size_t place, char byte)
{
    part[place] = byte;
    return part;
}

} // namespace

class TestCountPart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatWasWritten()
    {
        const std::string odd("a\0\xff\n'", 5);
        const Counters some{counters("one", "", {1'700'000'000'123'456'789, 41}), counters(odd, "gold", {0, 0}),
                            counters("", odd, {1, INT64_MAX}), counters("one", "", {2, 3})};
        const Read expected{{"one", "", 1'700'000'000'123'456'789, 41},
                            {odd, "gold", 0, 0},
                            {"", odd, 1, INT64_MAX},
                            {"one", "", 2, 3}};
        QCOMPARE(readPart(countPart(some)), expected);
    }

    void leavesOutWhatWasDropped()
    {
        const Counters some{counters("one", "", {1, 2}), counters("two", "", {3, 4})};
        some[0]->dropped = true;
        QCOMPARE(readPart(countPart(some)), (Read{{"two", "", 3, 4}}));
        some[1]->dropped = true;
        QCOMPARE(countPart(some), std::string());
        QCOMPARE(countPart({}), std::string());
    }

    void everyCutIsSeen()
    {
        const std::string part = countPart(Counters{counters("one", "gold", {1, 2}), counters("two", "", {3, 4})});
        for (size_t size = 0; size < part.size(); ++size)
            QVERIFY2(!readPart(std::string_view(part).substr(0, size)), std::to_string(size).c_str());
        QVERIFY(readPart(part));
        QVERIFY(!readPart(part + '\0'));
    }

    void whatIsNotOursIsSeen()
    {
        constexpr size_t Version = 0, Entries = 4, Start = 8, Count = 16, NameSize = 24, ScopeSize = 28;
        const std::string part = countPart(Counters{counters("one", "gold", {1, 2})});
        QVERIFY(readPart(part));
        QVERIFY(!readPart(withByte(part, Version, 2)));
        QVERIFY(!readPart(withByte(part, Entries, 0)));
        QVERIFY(!readPart(withByte(part, Entries, 2)));
        QVERIFY(!readPart(withByte(part, Entries + 3, '\xff')));
        QVERIFY(!readPart(withByte(part, Start + 7, '\x80')));
        QVERIFY(!readPart(withByte(part, Count + 7, '\x80')));
        QVERIFY(!readPart(withByte(part, NameSize, 8)));
        QVERIFY(!readPart(withByte(part, NameSize + 3, '\xff')));
        QVERIFY(!readPart(withByte(part, ScopeSize, 3)));
        QVERIFY(!readPart(withByte(part, ScopeSize + 3, '\xff')));
    }
};

QTEST_APPLESS_MAIN(TestCountPart)
#include "tst_countpart.moc"
