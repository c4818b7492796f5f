// core/compare/merge.h: what THEIRS changed goes into the text of OURS, byte for byte all else; conflicts by field.

#include "core/compare/merge.h"

#include "core/compare/meaning.h"
#include "core/compare/objects.h"
#include "core/json/edit.h"
#include "tests/support/policydraft.h"
#include "tests/support/randomjson.h"

#include <QtTest>

using namespace gatereeve;
using namespace gatereeve::compare;
using gatereeve::testing::DraftMaker;
using gatereeve::testing::PolicyDrafts;

namespace
{

json::Document documentOf(const std::string& text)
{
    auto document = json::Document::parse(text, {.file = "policies.json", .allowTrailingText = true});
    if (!document)
        qFatal("%s in %s", document.error().describe().c_str(), text.c_str());
    return *document;
}

Merged mergeTexts(const std::string& base, const std::string& ours, const std::string& theirs,
                  const Choices& choices = {})
{
    return merge(documentOf(base), documentOf(ours), documentOf(theirs), choices);
}

bool meansTheSame(const std::string& here, const std::string& there)
{
    const json::Document a = documentOf(here), b = documentOf(there);
    const Shape& shape = kindOf(a) == kindOf(b) ? shapeOf(kindOf(a)) : AnyShape;
    return sameMeaning(a.root(), b.root(), shape);
}

// The text with one section of each conflict kept, as a person resolves it.
std::string resolved(const std::string& marked, char kept)
{
    std::string text;
    char section = 0;
    for (size_t at = 0; at < marked.size();) {
        const size_t end = std::min(marked.find('\n', at), marked.size() - 1) + 1;
        const std::string line = marked.substr(at, end - at);
        at = end;
        if (line.starts_with("<<<<<<< "))
            section = 'o';
        else if (line.starts_with("||||||| "))
            section = 'b';
        else if (line.starts_with("======="))
            section = 't';
        else if (line.starts_with(">>>>>>> "))
            section = 0;
        else if (section == 0 || section == kept)
            text += line;
    }
    return text;
}

Choices allOf(const Merged& merged, Take take)
{
    Choices choices;
    for (const Conflict& conflict : merged.conflicts)
        choices[conflict.path] = take;
    return choices;
}

QStringList pathsOf(const Merged& merged)
{
    QStringList paths;
    for (const Conflict& conflict : merged.conflicts)
        paths << QString::fromStdString(conflict.path);
    return paths;
}

// Some values of the document are others, some children are gone.
std::string changed(const std::string& text, uint32_t seed)
{
    std::string result = text;
    RandomJson random(seed, RandomJson::Unicode::Valid);
    for (unsigned left = 1 + random.below(3); left > 0; --left) {
        const json::Document document = documentOf(result);
        const json::Value value = document.valueAt(random.below(static_cast<unsigned>(document.valueCount())));
        const bool goes = value.parent() && random.chance(3);
        result = json::applied(result, {goes ? json::removeChild(value) : json::replaceValue(value, random.value(4))});
    }
    return result;
}

const std::string Base = "{\n"
                         "  \"gold\": {\n"
                         "    \"rate\": 5,\n"
                         "    \"per\": 1,\n"
                         "    \"tags\": [\"a\", \"b\"],\n"
                         "    \"quota_max\": 100\n"
                         "  },\n"
                         "  \"silver\": { \"rate\": 1, \"per\": 1, \"name\": \"Silver\", \"key_expires_in\": 60 }\n"
                         "}\n";

std::string with(std::string text, const std::string& before, const std::string& after)
{
    const size_t at = text.find(before);
    if (at == std::string::npos)
        qFatal("no %s", before.c_str());
    return text.replace(at, before.size(), after);
}

} // namespace

class TestMerge : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void onlyTheBytesThatTheirsChanged()
    {
        const std::string ours = with(Base, "\"quota_max\": 100", "\"quota_max\": 1e2, \"x\" :  1.50");
        const std::string theirs = with(Base, "\"rate\": 5", "\"rate\": 7");
        const Merged merged = mergeTexts(Base, ours, theirs);
        QVERIFY(merged.isClean());
        QCOMPARE(merged.text, with(ours, "\"rate\": 5", "\"rate\": 7"));
        QCOMPARE(merged.marked, merged.text);
    }

    void layoutOfTheirsIsLeftAside()
    {
        const std::string theirs = R"({"silver":{"per":1.0,"rate":1e0,"name":"Silver","key_expires_in":60},)"
                                   R"("gold":{"rate":5,"per":1,"tags":["b","a"],"quota_max":100,"is_inactive":false}})";
        QCOMPARE(mergeTexts(Base, Base, theirs).text, Base);
    }

    void bothChangedToTheSameMeaning()
    {
        const std::string ours = with(Base, "\"rate\": 5", "\"rate\": 7.0");
        const Merged merged = mergeTexts(Base, ours, with(Base, "\"rate\": 5", "\"rate\": 7"));
        QVERIFY(merged.isClean());
        QCOMPARE(merged.text, ours);
    }

    void setsMergeByElement()
    {
        const std::string ours = with(Base, "[\"a\", \"b\"]", "[\"b\", \"mine\"]");
        const std::string theirs = with(Base, "[\"a\", \"b\"]", "[\"a\", \"b\", \"new\"]");
        const Merged merged = mergeTexts(Base, ours, theirs);
        QVERIFY(merged.isClean());
        QCOMPARE(merged.text, with(Base, "[\"a\", \"b\"]", "[\"b\", \"mine\", \"new\"]"));
    }

    // A rate of one and a period of the other was meant by nobody.
    void rateAndPeriodAreOneValue()
    {
        const std::string ours = with(Base, "\"rate\": 5", "\"rate\": 7");
        const std::string theirs = with(Base, "\"per\": 1", "\"per\": 60");
        const Merged merged = mergeTexts(Base, ours, theirs);
        QCOMPARE(pathsOf(merged), QStringList{"gold.rate"});
        QCOMPARE(merged.conflicts[0].sentence.english(),
                 "gold.rate: 7 per second in ours, 5 per minute in theirs, 5 per second before");
        QCOMPARE(merged.text, ours);
        QCOMPARE(mergeTexts(Base, ours, theirs, {{"gold.rate", Take::Theirs}}).text, theirs);
        QCOMPARE(mergeTexts(Base, ours, theirs, {{"gold.rate", Take::Base}}).text, Base);
        QVERIFY(mergeTexts(Base, ours, theirs, {{"gold.rate", Take::Ours}}).isClean());
    }

    // A window offers them field by field.
    void whatIsNoConflictCanBeChosenAsWell()
    {
        const std::string theirs =
            with(with(Base, "\"rate\": 5", "\"rate\": 7"), "\"quota_max\": 100", "\"quota_max\": 1");
        QCOMPARE(mergeTexts(Base, Base, theirs, {{"gold.rate", Take::Ours}}).text,
                 with(Base, "\"quota_max\": 100", "\"quota_max\": 1"));
        const std::string ours = with(Base, "\"rate\": 5", "\"rate\": 6");
        QCOMPARE(mergeTexts(Base, ours, Base, {{"gold.rate", Take::Theirs}}).text, Base);
    }

    void secretsAreNotPrinted()
    {
        const std::string conf = R"({"listen_port": 1, "secret": "before"})";
        const Merged merged = mergeTexts(conf, with(conf, "before", "one"), with(conf, "before", "two"));
        QCOMPARE(merged.conflicts.at(0).sentence.english(), "secret changed to different values on both sides");
    }

    void markersStandAroundTheMemberOnly()
    {
        const Merged merged =
            mergeTexts(Base, with(Base, "\"quota_max\": 100", "\"quota_max\": 1"),
                       with(with(Base, "\"quota_max\": 100", "\"quota_max\": 2"), "\"rate\": 5", "\"rate\": 6"));
        const std::string expected = with(with(Base, "\"rate\": 5", "\"rate\": 6"), "    \"quota_max\": 100\n",
                                          "<<<<<<< ours\n"
                                          "    \"quota_max\": 1\n"
                                          "||||||| base\n"
                                          "    \"quota_max\": 100\n"
                                          "=======\n"
                                          "    \"quota_max\": 2\n"
                                          ">>>>>>> theirs\n");
        QCOMPARE(merged.marked, expected);
    }

    void markersInOneLine()
    {
        const std::string base = R"({"a": {"rate": 1, "per": 1}, "b": {"rate": 2}})";
        const Merged merged =
            mergeTexts(base, with(base, "\"rate\": 1", "\"rate\": 3"), with(base, "\"rate\": 1", "\"rate\": 4"));
        QCOMPARE(pathsOf(merged), QStringList{"a.rate"});
        QVERIFY(meansTheSame(resolved(merged.marked, 'b'), base));
        QVERIFY(meansTheSame(resolved(merged.marked, 't'), with(base, "\"rate\": 1", "\"rate\": 4")));
    }

    void deletedHereAndChangedThere()
    {
        const std::string without = with(Base,
                                         ",\n  \"silver\": { \"rate\": 1, \"per\": 1, \"name\": \"Silver\", "
                                         "\"key_expires_in\": 60 }",
                                         "");
        const std::string changed = with(Base, "\"key_expires_in\": 60", "\"key_expires_in\": 90");
        for (const auto& [ours, theirs] : {std::pair(without, changed), std::pair(changed, without)}) {
            const Merged merged = mergeTexts(Base, ours, theirs);
            QCOMPARE(pathsOf(merged), QStringList{"silver"});
            QVERIFY(meansTheSame(resolved(merged.marked, 'o'), ours));
            QVERIFY(meansTheSame(resolved(merged.marked, 't'), theirs));
            QVERIFY(meansTheSame(resolved(merged.marked, 'b'), Base));
            QVERIFY(meansTheSame(mergeTexts(Base, ours, theirs, allOf(merged, Take::Theirs)).text, theirs));
        }
    }

    void deletedThereAndUnchangedHere()
    {
        const std::string theirs = with(Base, "    \"tags\": [\"a\", \"b\"],\n", "");
        const std::string ours = with(Base, "\"rate\": 5", "\"rate\": 6");
        QCOMPARE(mergeTexts(Base, ours, theirs).text, with(ours, "    \"tags\": [\"a\", \"b\"],\n", ""));
    }

    void addedOnBothSidesWithTheSameId()
    {
        const std::string bronze = ",\n  \"bronze\": {\"rate\": 1, \"name\": \"Bronze\"}\n}\n";
        const std::string ours = with(Base, "\n}\n", bronze),
                          theirs = with(ours, "\"rate\": 1, \"name\"", "\"rate\": 2, \"quota_max\": 5, \"name\"");
        const Merged merged = mergeTexts(Base, ours, theirs);
        QCOMPARE(pathsOf(merged), (QStringList{"bronze.rate", "bronze.quota_max"}));
        QVERIFY(meansTheSame(resolved(merged.marked, 'o'), ours));
        QVERIFY(meansTheSame(resolved(merged.marked, 't'), theirs));
        QVERIFY(mergeTexts(Base, ours, ours).isClean());
    }

    void renamedThereAndChangedHere()
    {
        const std::string ours = with(Base, "\"rate\": 1,", "\"rate\": 9,");
        const std::string theirs = with(Base, "\"silver\":", "\"argent\":");
        QCOMPARE(mergeTexts(Base, ours, theirs).text, with(ours, "\"silver\":", "\"argent\":"));
        QCOMPARE(mergeTexts(Base, theirs, ours).text, with(ours, "\"silver\":", "\"argent\":"));
    }

    void renamedThereAndDeletedHere()
    {
        const std::string here = with(Base,
                                      ",\n  \"silver\": { \"rate\": 1, \"per\": 1, \"name\": \"Silver\", "
                                      "\"key_expires_in\": 60 }",
                                      ""),
                          there = with(Base, "\"silver\":", "\"argent\":");
        for (const auto& [ours, theirs] : {std::pair(here, there), std::pair(there, here)}) {
            const Merged merged = mergeTexts(Base, ours, theirs);
            QCOMPARE(pathsOf(merged), QStringList{"silver"});
            QVERIFY(meansTheSame(resolved(merged.marked, 't'), theirs));
            QVERIFY(meansTheSame(mergeTexts(Base, ours, theirs, allOf(merged, Take::Theirs)).text, theirs));
        }
    }

    void renamedTwice()
    {
        const std::string ours = with(Base, "\"silver\":", "\"argent\":"),
                          theirs = with(Base, "\"silver\":", "\"silber\":");
        const Merged merged = mergeTexts(Base, ours, theirs);
        QCOMPARE(pathsOf(merged), QStringList{"silver (name)"});
        QVERIFY(meansTheSame(resolved(merged.marked, 't'), theirs));
        QCOMPARE(mergeTexts(Base, ours, theirs, allOf(merged, Take::Theirs)).text, theirs);
    }

    // 8.3: no rule left means every URL; the two removals together would open the API.
    void twoRemovalsDoNotOpenAnApi()
    {
        const std::string rules = R"({"p": {"access_rights": {"x": {"allowed_urls": [)", end = "]}}}}";
        const std::string a = R"({"url": "/a", "methods": ["GET"]})", b = R"({"url": "/b", "methods": ["GET"]})";
        const std::string base = rules + a + ", " + b + end, onlyA = rules + a + end, onlyB = rules + b + end,
                          all = rules + end;
        QCOMPARE(pathsOf(mergeTexts(base, onlyA, onlyB)), QStringList{"p.access_rights.x.allowed_urls"});
        QCOMPARE(pathsOf(mergeTexts(all, onlyA, onlyB)), QStringList{"p.access_rights.x.allowed_urls"});
        QVERIFY(mergeTexts(base, base, all).isClean());
    }

    void listsInOrderAreOneValue()
    {
        const std::string base = R"({"alias": "k", "apply_policies": ["a", "b"], "expires": 0})";
        const Merged merged =
            mergeTexts(base, with(base, "\"b\"", "\"b\", \"c\""), with(base, "\"b\"", "\"b\", \"d\""));
        QCOMPARE(pathsOf(merged), QStringList{"apply_policies"});
    }

    void textBehindTheValueIsMergedAsWell()
    {
        const std::string base = "{}\nnotes\n", theirs = "{}\nother notes\n";
        QCOMPARE(mergeTexts(base, base, theirs).text, theirs);
        QCOMPARE(mergeTexts(base, "{\"a\": 1}\nnotes\n", theirs).text, "{\"a\": 1}\nother notes\n");
        const Merged merged = mergeTexts(base, "{}\nmine\n", theirs);
        QCOMPARE(merged.conflicts.size(), size_t{1});
        QCOMPARE(resolved(merged.marked, 't'), theirs);
    }

    void placesAreThoseOfTheThreeDocuments()
    {
        const Merged merged =
            mergeTexts(Base, with(Base, "  \"gold\": {\n    \"rate\": 5", "\n\n  \"gold\": {\n    \"rate\": 6"),
                       with(Base, "\"rate\": 5", "\"rate\": 7"));
        QCOMPARE(merged.conflicts.size(), size_t{1});
        const ConflictPart& part = merged.conflicts[0].parts.at(0);
        QCOMPARE(part.base->place.line, 3);
        QCOMPARE(part.ours->place.line, 5);
        QCOMPARE(part.theirs->json, "7");
        QCOMPARE(part.ours->place.path, "gold.rate");
    }

    void anyDocuments()
    {
        for (uint32_t seed = 0; seed < 3000; ++seed) {
            const std::string base = RandomJson(seed, RandomJson::Unicode::Valid).document(),
                              x = RandomJson(seed + 500'000, RandomJson::Unicode::Valid).document();
            QCOMPARE(mergeTexts(base, x, base).text, x);
            QCOMPARE(mergeTexts(base, x, x).text, x);
            const Merged taken = mergeTexts(base, base, x);
            QVERIFY(taken.isClean());
            QVERIFY2(meansTheSame(taken.text, x), (base + "\n---\n" + x + "\n---\n" + taken.text).c_str());

            // Derived from one another, so that they have members in common.
            const std::string left = changed(base, seed), right = changed(base, seed + 1);
            const Merged merged = mergeTexts(base, left, right);
            const std::string context = base + "\n---\n" + left + "\n---\n" + right + "\n---\n" + merged.marked;
            QVERIFY2(meansTheSame(resolved(merged.marked, 'o'), merged.text), context.c_str());
            const std::string chosen = mergeTexts(base, left, right, allOf(merged, Take::Theirs)).text;
            QVERIFY2(meansTheSame(resolved(merged.marked, 't'), chosen), context.c_str());
        }
    }

    void policyDocuments()
    {
        int conflicts = 0;
        for (uint32_t seed = 0; seed < 3000; ++seed) {
            DraftMaker make(seed);
            const PolicyDrafts before = make.drafts(3);
            PolicyDrafts here = before, there = before;
            make.change(here);
            make.change(there);
            const std::string base = make.text(before), ours = make.text(here), theirs = make.text(there);
            const std::string context = base + "\n--- ours\n" + ours + "\n--- theirs\n" + theirs + "\n--- merged\n";
            const Merged taken = mergeTexts(base, base, theirs);
            QVERIFY2(taken.isClean() && meansTheSame(taken.text, theirs), (context + taken.text).c_str());
            QCOMPARE(mergeTexts(base, ours, base).text, ours);
            QCOMPARE(mergeTexts(base, ours, ours).text, ours);

            const Merged merged = mergeTexts(base, ours, theirs);
            conflicts += merged.isClean() ? 0 : 1;
            // Conflicts stay as they are in ours; each section of the markers gives what choosing it gives.
            QVERIFY2(meansTheSame(resolved(merged.marked, 'o'), merged.text), (context + merged.marked).c_str());
            const std::string chosen = mergeTexts(base, ours, theirs, allOf(merged, Take::Theirs)).text;
            QVERIFY2(meansTheSame(resolved(merged.marked, 't'), chosen), (context + merged.marked).c_str());
            // Whose text it is decides nothing but the text.
            const Merged turned = mergeTexts(base, theirs, ours);
            QCOMPARE(turned.isClean(), merged.isClean());
            if (merged.isClean())
                QVERIFY2(meansTheSame(merged.text, turned.text), (context + merged.text).c_str());
            untouchedPoliciesStay(base, ours, theirs, merged.text);
        }
        QVERIFY(conflicts > 100 && conflicts < 2900);
    }

private:
    static void untouchedPoliciesStay(const std::string& base, const std::string& ours, const std::string& theirs,
                                      const std::string& merged)
    {
        const json::Document b = documentOf(base), o = documentOf(ours), t = documentOf(theirs), m = documentOf(merged);
        const json::Value root = o.root();
        for (const json::Value policy : root) {
            const MaybeValue before = b.root().member(policy.name()), there = t.root().member(policy.name());
            if (!before || !there || !sameMeaning(*before, *there, PolicyShape))
                continue;
            const MaybeValue after = m.root().member(policy.name());
            QVERIFY(after);
            QCOMPARE(std::string(after->raw()), std::string(policy.raw()));
        }
    }
};

QTEST_APPLESS_MAIN(TestMerge)
#include "tst_merge.moc"
