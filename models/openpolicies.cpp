#include "models/openpolicies.h"

#include "core/json/writer.h"
#include "models/commands/composededits.h"
#include "models/editbuilder.h"
#include "models/text.h"

#include <algorithm>

namespace gatereeve::models
{

using namespace Qt::StringLiterals;

namespace
{

json::Edits emptied(const JsonFile& file)
{
    return {json::Edit{0, file.text().size(), {}}};
}

} // namespace

OpenPolicies::OpenPolicies(Workspace& workspace)
    : m_workspace(workspace),
      m_form(workspace.policyForm()),
      m_rule(nameRuleOf(workspace.layout(), workspace.profile()))
{
}

Error OpenPolicies::error(const std::string& text) const
{
    const auto& files = m_workspace.policyFiles();
    return {text, {.file = files.size() == 1 ? files.front()->path() : m_workspace.layout().policyFolder}};
}

std::vector<PolicyPlace> OpenPolicies::places(const json::Document& document) const
{
    return policyPlaces(document, m_form, m_rule);
}

// Repeated ones as well.
std::vector<PolicyPlace> OpenPolicies::placesNamed(const JsonFile& file, const QSet<QString>& ids) const
{
    std::vector<PolicyPlace> found;
    if (!file.document() || file.isGone())
        return found;
    for (PolicyPlace& place : places(*file.document())) {
        if (ids.contains(toQString(place.name)))
            found.push_back(std::move(place));
    }
    return found;
}

std::vector<json::Value> OpenPolicies::named(const json::Document& document, const QSet<QString>& ids) const
{
    std::vector<json::Value> values;
    constexpr qsizetype Few = 8;
    if (m_form == PolicyForm::ById && ids.size() <= Few) { // without a look at all the others
        for (const QString& id : ids) {
            if (const auto policy = document.root().member(toUtf8(id)))
                values.push_back(*policy);
        }
        std::ranges::sort(values, {}, &json::Value::offset);
        return values;
    }
    for (const PolicyPlace& place : countingPlaces(places(document), m_form)) {
        if (ids.contains(toQString(place.name)))
            values.push_back(place.value);
    }
    return values;
}

const JsonFile* OpenPolicies::brokenFileOf(const QStringList& ids) const
{
    for (const QString& id : ids) {
        const PolicyItem* item = m_workspace.policyList().find(id);
        const JsonFile* file = item ? m_workspace.fileAt(item->file) : nullptr;
        if (file && !file->document())
            return file;
    }
    return nullptr;
}

const JsonFile* OpenPolicies::brokenFileForNew() const
{
    const auto& files = m_workspace.policyFiles();
    const bool getsOwnFile = m_form != PolicyForm::ById && !m_workspace.layout().policyFolder.empty();
    if (files.empty() || getsOwnFile || files.front()->document())
        return nullptr;
    const bool isNew = m_form == PolicyForm::ById && files.front()->isEditable() && files.front()->text().empty();
    return isNew ? nullptr : files.front();
}

bool OpenPolicies::has(const QString& id) const
{
    return m_workspace.policyList().rowOf(id) >= 0;
}

Result<PolicySpot> OpenPolicies::find(const QString& id) const
{
    if (m_workspace.policyFiles().empty())
        return error("no policies file is open; add the policies section to tyk.conf first");
    // One broken file is told before an unknown id: its policies may be what is looked for.
    for (const JsonFile* file : m_workspace.policyFiles()) {
        if (!file->document() && (m_form == PolicyForm::ById || !has(id)) && !file->isGone())
            return Error{"can't be edited while it is broken: " + file->error()->text, file->error()->place};
    }
    const PolicyItem* item = m_workspace.policyList().find(id);
    if (!item)
        return error("there is no policy " + toUtf8(id));
    JsonFile* file = m_workspace.fileAt(item->file);
    if (!file->document())
        return Error{"can't be edited while it is broken: " + file->error()->text, file->error()->place};
    const auto values = named(*file->document(), {id});
    if (values.empty())
        return error("there is no policy " + toUtf8(id));
    return PolicySpot{file, values.front()};
}

Result<PolicySpot> OpenPolicies::findObject(const QString& id) const
{
    auto spot = find(id);
    if (spot && !spot->value.isObject())
        return Error{"is no policy object; mend it in the JSON view", spot->value.place()};
    return spot;
}

Result<std::map<JsonFile*, QSet<QString>>> OpenPolicies::filesOf(const QStringList& ids) const
{
    std::map<JsonFile*, QSet<QString>> files;
    for (const QString& id : ids) {
        const PolicyItem* item = m_workspace.policyList().find(id);
        if (!item)
            return find(id).error(); // says why
        files[m_workspace.fileAt(item->file)].insert(id);
    }
    for (const auto& [file, names] : files) {
        if (!file->document())
            return Error{"can't be edited while it is broken: " + file->error()->text, file->error()->place};
        for (const json::Value& value : named(*file->document(), names)) {
            if (!value.isObject())
                return Error{"is no policy object; mend it in the JSON view", value.place()};
        }
    }
    return files;
}

// Bringing one in

const char* OpenPolicies::nameMember() const
{
    return m_rule == NameRule::ObjectId ? "_id" : "id";
}

Result<std::string> OpenPolicies::withName(const QString& id, const std::string& json) const
{
    if (m_rule == NameRule::ObjectId && !isObjectId(toUtf8(id)))
        return error("here keys name a policy by its `_id`: 24 hexadecimal digits");
    auto parsed = json::Document::parse(json);
    if (!parsed)
        return parsed.error();
    EditBuilder builder(*parsed);
    // A copy must not bring the identity of its original along.
    for (const char* former : {"_id", "id"}) {
        if (const auto member = builder.document().root().memberIgnoringCase(former))
            builder.apply({json::removeChild(*member)});
    }
    const json::Value root = builder.document().root();
    const auto first = root.firstChild();
    builder.apply({json::insertMember(root, nameMember(), json::quoted(toUtf8(id)), first ? &*first : nullptr)});
    return builder.document().text();
}

Result<FileEdits> OpenPolicies::insertion(const QString& id, const std::string& json)
{
    if (m_form == PolicyForm::ById)
        return insertionIntoObject(id, json);
    const auto named = withName(id, json);
    if (!named)
        return named.error();
    if (!m_workspace.layout().policyFolder.empty())
        return newFile(id, *named);
    return insertionIntoList(*m_workspace.policyFiles().front(), *named, nullptr);
}

Result<FileEdits> OpenPolicies::insertionIntoObject(const QString& id, const std::string& json) const
{
    JsonFile* file = m_workspace.policiesFile();
    if (!file)
        return error("no policies file is open; add the policies section to tyk.conf first");
    if (file->isEditable() && file->text().empty())
        return FileEdits{file,
                         {{0, 0, json::indented('{' + json::quoted(toUtf8(id)) + ": " + json + '}', "  ") + '\n'}}};
    if (!file->document())
        return Error{"can't be edited while it is broken: " + file->error()->text, file->error()->place};
    const json::Value root = file->document()->root();
    if (!root.isObject())
        return error("must hold an object of policies");
    return FileEdits{file, {json::insertMember(root, toUtf8(id), json)}};
}

Result<FileEdits> OpenPolicies::insertionIntoList(JsonFile& file, const std::string& json,
                                                  const json::Value* before) const
{
    if (!file.document())
        return Error{"can't be edited while it is broken: " + file.error()->text, file.error()->place};
    const auto list = exportedList(file.document()->root());
    if (!list)
        return error("holds one policy and has no room for another; open its folder instead");
    return FileEdits{&file, {json::insertElement(*list, json, before)}};
}

Result<std::vector<FileEdits>> OpenPolicies::insertions(const std::vector<CarriedPolicy>& policies)
{
    std::vector<FileEdits> edits;
    if (policies.empty())
        return edits;
    if (m_form == PolicyForm::ById || m_workspace.layout().policyFolder.empty()) {
        auto first = insertion(toQString(policies.front().id), policies.front().json);
        auto all = first ? withFollowing(*std::move(first), policies) : std::move(first);
        if (!all)
            return all.error();
        edits.push_back(*std::move(all));
        return edits;
    }
    std::vector<std::string> named; // all of them before the first file
    for (const CarriedPolicy& policy : policies) {
        auto json = withName(toQString(policy.id), policy.json);
        if (!json)
            return json.error();
        named.push_back(*std::move(json));
    }
    for (size_t i = 0; i < policies.size(); ++i)
        edits.push_back(newFile(toQString(policies[i].id), named[i], edits));
    return edits;
}

Result<FileEdits> OpenPolicies::withFollowing(FileEdits first, const std::vector<CarriedPolicy>& policies) const
{
    if (policies.size() == 1)
        return first;
    const auto document = json::Document::parse(json::applied(first.file->text(), first.edits),
                                                JsonFile::parseOptions(first.file->path()));
    Q_ASSERT(document.ok());
    json::Edits following;
    for (size_t i = 1; i < policies.size(); ++i) {
        json::Edit edit;
        if (m_form == PolicyForm::ById) {
            edit = json::insertMember(document->root(), policies[i].id, policies[i].json);
        } else {
            const auto named = withName(toQString(policies[i].id), policies[i].json);
            if (!named)
                return named.error();
            edit = json::insertElement(*exportedList(document->root()), *named);
        }
        // All of them go to the same place, behind the last one there.
        if (following.empty())
            following.push_back(std::move(edit));
        else
            following.front().inserted += edit.inserted;
    }
    first.edits = composed(first.edits, following);
    return first;
}

FileEdits OpenPolicies::newFile(const QString& id, const std::string& json, const std::vector<FileEdits>& beside)
{
    const QString stem =
        (m_form == PolicyForm::Export ? u"policy-"_s : QString()) + toQString(plainFileName(toUtf8(id)));
    QString name = stem + u".json"_s;
    const QString folder = toQString(m_workspace.layout().policyFolder) + u'/';
    const auto isTaken = [&] {
        const JsonFile* known = m_workspace.fileAt(folder + name);
        if (known && std::ranges::find(beside, known, &FileEdits::file) != beside.end())
            return true;
        return known ? !known->isGone() : m_workspace.disk().info(toUtf8(QString(folder + name))).exists;
    };
    for (int number = 2; isTaken(); ++number)
        name = u"%1-%2.json"_s.arg(stem).arg(number);
    JsonFile& file = m_workspace.newPolicyFile(toUtf8(name));
    return {&file, {{0, 0, json::indented(json, "  ") + '\n'}}};
}

Result<FileEdits> OpenPolicies::copy(const QString& id, const QString& newId)
{
    const auto original = findObject(id);
    if (!original)
        return original.error();
    const json::Value& value = original->value;
    const auto next = value.next();
    const json::Value* before = next ? &*next : nullptr;
    if (m_form == PolicyForm::ById)
        return FileEdits{original->file, {json::insertMember(*value.parent(), toUtf8(newId), value.raw(), before)}};
    if (!value.parent())
        return insertion(newId, std::string(value.raw()));
    const auto named = withName(newId, std::string(value.raw()));
    if (!named)
        return named.error();
    return insertionIntoList(*original->file, *named, before);
}

// Renaming and removing one, and whatever has the same name: else that would come into force.

Result<std::vector<FileEdits>> OpenPolicies::renaming(const QString& id, const QString& newId) const
{
    if (const auto spot = find(id); !spot)
        return spot.error();
    if (m_rule == NameRule::ObjectId && m_form != PolicyForm::ById)
        return error("here keys name a policy by its `_id`, which the dashboard gives; it can't be renamed");
    std::vector<FileEdits> edits;
    for (JsonFile* file : m_workspace.policyFiles()) {
        FileEdits change{file, {}};
        for (const PolicyPlace& place : placesNamed(*file, {id})) {
            if (m_form == PolicyForm::ById)
                change.edits.push_back(json::renameMember(place.value, toUtf8(newId)));
            else if (place.value.isObject())
                change.edits.push_back(json::setMember(place.value, nameMember(), json::quoted(toUtf8(newId))));
        }
        if (!change.edits.empty())
            edits.push_back(std::move(change));
    }
    return edits;
}

Result<std::vector<FileEdits>> OpenPolicies::removal(const QStringList& ids) const
{
    const QSet<QString> names(ids.begin(), ids.end());
    std::vector<FileEdits> edits;
    for (JsonFile* file : m_workspace.policyFiles()) {
        if (m_form == PolicyForm::ById && !file->document())
            return Error{"can't be edited while it is broken: " + file->error()->text, file->error()->place};
        std::vector<json::Value> values;
        for (const PolicyPlace& place : placesNamed(*file, names))
            values.push_back(place.value);
        if (values.empty())
            continue;
        if (values.front().parent())
            edits.push_back({file, json::removeChildren(values)});
        else if (!m_workspace.layout().policyFolder.empty())
            edits.push_back({file, emptied(*file)});
        else
            return error("holds this one policy alone; remove the file itself");
    }
    return edits;
}

} // namespace gatereeve::models
