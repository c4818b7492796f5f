#include "core/compare/comparison.h"

#include "core/compare/objects.h"
#include "core/compare/renames.h"
#include "core/compare/words.h"
#include "core/json/style.h"

#include <algorithm>
#include <deque>
#include <map>

namespace gatereeve::compare
{

namespace
{

using json::Value;

struct Found {
    Object object;
    std::string file; // as in SourceFile::name
};

struct Side {
    std::vector<Found> found;
    bool isOneFile = false;
};

Side sideOf(const SourceFiles& files)
{
    Side side;
    side.isOneFile = files.size() == 1;
    for (const SourceFile& file : files) {
        if (!file.document)
            continue;
        for (Object& object : objectsOf(*file.document))
            side.found.push_back({std::move(object), file.name});
    }
    return side;
}

// What two objects must share to be the same one.
std::string keyOf(const Found& found)
{
    const bool byFile = found.object.id.empty() && found.object.kind != ObjectKind::Settings;
    return std::string(nameOf(found.object.kind)) + '\n' + (byFile ? '\n' + found.file : found.object.id);
}

// Where an object begins: at its name, if it has one.
Spot spotOfObject(const Object& object)
{
    Place place = object.value.place();
    if (object.value.hasName()) {
        const Place name = object.value.document().placeAt(object.value.nameOffset());
        place.line = name.line;
        place.column = name.column;
    }
    return {std::string(object.value.raw()), std::move(place)};
}

std::string summaryOf(const Object& object)
{
    switch (object.kind) {
    case ObjectKind::Policy:
        return policyText(object.value);
    case ObjectKind::Api:
        return apiText(object.value);
    case ObjectKind::Settings:
        return "a gateway's settings";
    case ObjectKind::Key:
        return "a key";
    case ObjectKind::Other:
        return {};
    }
    return {};
}

Message wholeWords(const Object& object, bool isNew)
{
    const std::string summary = summaryOf(object);
    const std::string id = isNew ? "compare.added" : "compare.removed", word = isNew ? "new" : "removed";
    if (summary.empty())
        return {id, word, {}};
    return {id + ".summary", word + (isNew ? ": %1" : " (was %1)"), {summary}};
}

class Comparison
{
public:
    Comparison(const SourceFiles& before, const SourceFiles& after)
        : m_before(sideOf(before)),
          m_after(sideOf(after)),
          m_partner(m_after.found.size(), None),
          m_isGone(m_before.found.size(), true)
    {
        if (before.size() == 1 && after.size() == 1)
            m_files = {before.front().name, after.front().name};
        pairById();
        pairTheOnly();
        pairRenamed();
    }

    std::vector<ChangedObject> take()
    {
        for (size_t i = 0; i < m_after.found.size(); ++i) {
            if (m_partner[i] == None)
                whole(m_after.found[i], true);
            else
                changed(m_before.found[m_partner[i]], m_after.found[i]);
        }
        for (size_t i = 0; i < m_before.found.size(); ++i) {
            if (m_isGone[i])
                whole(m_before.found[i], false);
        }
        return std::move(m_objects);
    }

private:
    static constexpr size_t None = SIZE_MAX;

    void pair(size_t before, size_t after)
    {
        m_partner[after] = before;
        m_isGone[before] = false;
    }

    // Of several with one id those in files of the same name first.
    void pairById()
    {
        pairBy([](const Found& found) { return keyOf(found) + '\n' + found.file; });
        pairBy(keyOf);
    }

    template <typename Key>
    void pairBy(const Key& key)
    {
        std::map<std::string, std::deque<size_t>> byKey;
        for (size_t i = 0; i < m_before.found.size(); ++i) {
            if (m_isGone[i])
                byKey[key(m_before.found[i])].push_back(i);
        }
        for (size_t i = 0; i < m_after.found.size(); ++i) {
            const auto found = m_partner[i] == None ? byKey.find(key(m_after.found[i])) : byKey.end();
            if (found == byKey.end() || found->second.empty())
                continue;
            pair(found->second.front(), i);
            found->second.pop_front();
        }
    }

    // Two files with one object each are meant to be compared with each other, whatever they are called.
    void pairTheOnly()
    {
        const bool only = m_before.isOneFile && m_after.isOneFile && m_before.found.size() == 1 &&
                          m_after.found.size() == 1 && m_partner[0] == None;
        if (!only)
            return;
        const Object &a = m_before.found[0].object, &b = m_after.found[0].object;
        if (a.kind == b.kind && !a.isNamed() && !b.isNamed())
            pair(0, 0);
    }

    void pairRenamed()
    {
        for (const ObjectKind kind : {ObjectKind::Policy, ObjectKind::Api}) {
            std::vector<Object> gone, come;
            std::vector<size_t> goneAt, comeAt;
            for (size_t i = 0; i < m_before.found.size(); ++i) {
                if (m_isGone[i] && m_before.found[i].object.kind == kind) {
                    gone.push_back(m_before.found[i].object);
                    goneAt.push_back(i);
                }
            }
            for (size_t i = 0; i < m_after.found.size(); ++i) {
                if (m_partner[i] == None && m_after.found[i].object.kind == kind) {
                    come.push_back(m_after.found[i].object);
                    comeAt.push_back(i);
                }
            }
            for (const Rename& rename : renamesBetween(gone, come))
                pair(goneAt[rename.before], comeAt[rename.after]);
        }
    }

    void whole(const Found& found, bool isNew)
    {
        const Object& object = found.object;
        ChangedObject result{
            object.kind, object.id, {}, isNew ? m_files.first : found.file, isNew ? found.file : m_files.second, {}};
        Change change{isNew ? ChangeKind::Added : ChangeKind::Removed, {}, {}, {}, wholeWords(object, isNew)};
        (isNew ? change.after : change.before) = spotOfObject(object);
        result.changes.push_back(std::move(change));
        m_objects.push_back(std::move(result));
    }

    void changed(const Found& before, const Found& after)
    {
        const Object &a = before.object, &b = after.object;
        ChangedObject result{b.kind, b.id, {}, before.file, after.file, {}};
        if (a.id != b.id) {
            result.formerId = a.id;
            result.changes.push_back({ChangeKind::Renamed,
                                      {},
                                      spotOfObject(a),
                                      spotOfObject(b),
                                      {"compare.renamed", "renamed from %1", {a.id.empty() ? "\"\"" : a.id}}});
        }
        for (Change& change : changesOf(b.kind, a.value, b.value)) {
            if (!saysTheId(change, a.id, b.id))
                result.changes.push_back(std::move(change));
        }
        if (!result.changes.empty())
            m_objects.push_back(std::move(result));
    }

    // The member that a new id stands in is the renaming itself.
    static bool saysTheId(const Change& change, const std::string& before, const std::string& after)
    {
        const bool isId = change.path == "id" || change.path == "_id" || change.path == "api_id";
        return before != after && isId && change.before && change.after && change.before->json == '"' + before + '"' &&
               change.after->json == '"' + after + '"';
    }

    const Side m_before, m_after;
    std::vector<size_t> m_partner;               // of each in m_after
    std::vector<bool> m_isGone;                  // of each in m_before
    std::pair<std::string, std::string> m_files; // where there is one file to either side
    std::vector<ChangedObject> m_objects;
};

// Files that are no JSON, on either side.
void compareBytes(const SourceFiles& before, const SourceFiles& after, std::vector<ChangedObject>& objects)
{
    std::map<std::string, std::pair<const SourceFile*, const SourceFile*>> byName;
    const bool onlyTwo = before.size() == 1 && after.size() == 1;
    for (const SourceFile& file : before)
        byName[onlyTwo ? "" : file.name].first = &file;
    for (const SourceFile& file : after)
        byName[onlyTwo ? "" : file.name].second = &file;
    for (const auto& [name, pair] : byName) {
        const auto [was, is] = pair;
        const SourceFile* const broken = is && !is->document ? is : was && !was->document ? was : nullptr;
        if (!broken || (was && is && was->text == is->text))
            continue;
        const Error& error = broken->document.error();
        ChangedObject object{ObjectKind::Other, {}, {}, was ? was->name : "", is ? is->name : "", {}};
        object.changes.push_back({ChangeKind::Changed,
                                  {},
                                  was ? std::optional(Spot{{}, {was->name, 0, 0, {}}}) : std::nullopt,
                                  is ? std::optional(Spot{{}, {is->name, 0, 0, {}}}) : std::nullopt,
                                  {"compare.broken",
                                   "can't be compared by meaning, its bytes differ; %1 %2",
                                   {toString(error.place), error.text}}});
        objects.push_back(std::move(object));
    }
}

const std::string& shownFile(const ChangedObject& object)
{
    return object.fileAfter.empty() ? object.fileBefore : object.fileAfter;
}

} // namespace

SourceFile sourceFile(std::string name, std::string text, const std::string& shownAs)
{
    json::ParseOptions options;
    options.file = shownAs;
    options.allowTrailingText = true;
    options.allowByteOrderMark = true;
    Result<json::Document> document = json::Document::parse(text, options);
    if (document)
        text.clear(); // the document has it
    return {std::move(name), std::move(text), std::move(document)};
}

std::vector<ChangedObject> compare(const SourceFiles& before, const SourceFiles& after)
{
    std::vector<ChangedObject> objects = Comparison(before, after).take();
    compareBytes(before, after, objects);
    std::stable_sort(objects.begin(), objects.end(),
                     [](const ChangedObject& a, const ChangedObject& b) { return shownFile(a) < shownFile(b); });
    return objects;
}

} // namespace gatereeve::compare
