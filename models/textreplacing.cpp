#include "models/textreplacing.h"

#include "models/text.h"

#include <QDeadlineTimer>

#include <algorithm>

namespace gatereeve::models
{

namespace
{

// Calls visit(kind, text, right) for each text of a key; what it makes of the text is kept. `right`: the name of the
// right that the text is in, and null elsewhere.
template <typename Visit>
void walkTexts(Session& session, Visit visit)
{
    visit(TextKind::PolicyId, session.applyPolicyId, nullptr);
    for (std::string& policy : session.applyPolicies)
        visit(TextKind::PolicyId, policy, nullptr);
    for (std::string& tag : session.tags)
        visit(TextKind::Tag, tag, nullptr);
    AccessRights rights;
    for (auto& [id, right] : session.accessRights) {
        std::string name = id;
        visit(TextKind::ApiId, name, &id);
        visit(TextKind::ApiId, right.apiId, &id);
        for (AllowedUrl& url : right.allowedUrls)
            visit(TextKind::Url, url.url, &id);
        rights.emplace(std::move(name), std::move(right));
    }
    session.accessRights = std::move(rights);
}

QRegularExpression expressionOf(const TextSearch& search)
{
    const QString pattern = search.isExpression ? search.find : QRegularExpression::escape(search.find);
    return QRegularExpression(search.wholeTexts ? QRegularExpression::anchoredPattern(pattern) : pattern,
                              search.matchesCase ? QRegularExpression::NoPatternOption
                                                 : QRegularExpression::CaseInsensitiveOption);
}

} // namespace

Result<TextReplacing> TextReplacing::begin(Workspace& workspace, const TextSearch& search)
{
    const QRegularExpression expression = expressionOf(search);
    if (!expression.isValid())
        return Error{toUtf8(tr("The expression is invalid at character %1: %2")
                                .arg(expression.patternErrorOffset() + 1)
                                .arg(expression.errorString())),
                     {}};
    return TextReplacing(workspace, search, expression);
}

Result<TextReplacing> TextReplacing::find(Workspace& workspace, const TextSearch& search)
{
    auto replacing = begin(workspace, search);
    while (replacing && !replacing->isDone())
        replacing->lookAtNext();
    return replacing;
}

TextReplacing::TextReplacing(Workspace& workspace, const TextSearch& search, QRegularExpression expression)
    : m_workspace(workspace),
      m_search(search),
      m_expression(std::move(expression))
{
    for (const QString& id : workspace.policyList().ids())
        m_policyIds.insert(id);
    for (const ApiDefinition& api : workspace.apiList().definitions())
        m_apiIds.insert(toQString(api.apiId));
}

// Finding

bool TextReplacing::isLookedInto(const JsonFile& file)
{
    if (!file.document() && !file.isGone())
        m_leftOut.append(file.name());
    return file.document().has_value();
}

std::optional<QString> TextReplacing::replaced(TextKind kind, const std::string& text) const
{
    if (!m_search.kinds.contains(kind))
        return std::nullopt;
    QString after = toQString(text);
    if (text.empty() || !after.contains(m_expression))
        return std::nullopt;
    after.replace(m_expression, m_search.replaceBy); // \1 means a group only where there is one: not in plain texts
    return after;
}

QString TextReplacing::problemOf(const ReplaceableText& text, const QString& after)
{
    if (after.isEmpty())
        return tr("it would be empty");
    if (toUtf8(after) == text.text())
        return tr("it would stay as it is");
    if (text.isOwn && text.kind == TextKind::PolicyId && !m_policyIds.insert(after).second)
        return tr("there is already a policy %1").arg(after);
    if (text.isOwn && text.kind == TextKind::ApiId && !m_apiIds.insert(after).second)
        return tr("there is already an API %1").arg(after);
    const auto right = text.isName ? std::optional(text.at) : text.at.parent();
    const auto rights = right ? right->parent() : std::nullopt;
    if (text.kind != TextKind::ApiId || text.isOwn || !rights || right->name() != text.text())
        return {};
    NamesBeside& names = m_names[{text.at.document().file(), rights->index()}];
    if (names.empty()) {
        for (const json::Value other : *rights)
            names.emplace(other.name(), other.name());
    }
    return problemOfRight(names, right->name(), toUtf8(after));
}

// The name of a right, and the `api_id` in it that repeats the name: both are replaced, or both stay. Of two rights
// that would get one name the second stays: it would be lost.
QString TextReplacing::problemOfRight(NamesBeside& names, const std::string& from, const std::string& to)
{
    const auto taken = names.emplace(to, from).first;
    return taken->second == from ? QString() : tr("the API %1 is granted there already").arg(toQString(to));
}

void TextReplacing::take(JsonFile* file, const ReplaceableText& text, FoundText found)
{
    const std::string before = text.text();
    const auto after = replaced(text.kind, before);
    if (!after)
        return;
    found.kind = text.kind;
    found.place = text.at.place();
    found.before = toQString(before);
    found.after = *after;
    found.problem = problemOf(text, *after);
    m_found.push_back(std::move(found));
    m_sources.push_back({file, text.replacedBy(toUtf8(*after)), 0});
}

bool TextReplacing::isDone() const
{
    return m_search.find.isEmpty() ||
           (m_nextPolicy >= m_policies.size() && m_nextPolicyFile >= m_workspace.policyFiles().size() &&
            m_nextApi >= m_workspace.apiList().rowCount() && m_nextKey >= m_workspace.keyList().keys().size());
}

void TextReplacing::lookAtNext()
{
    const auto& policyFiles = m_workspace.policyFiles();
    const ApiList& apis = m_workspace.apiList();
    if (m_nextPolicy < m_policies.size()) {
        findInPolicy(m_policies[m_nextPolicy++]);
        if (m_nextPolicy == m_policies.size())
            m_policies.clear(); // they hold the document, which an edit would have to copy
    } else if (m_nextPolicyFile < policyFiles.size())
        listPolicies(*policyFiles[m_nextPolicyFile++]);
    else if (m_nextApi < apis.rowCount())
        findInApi(apis.at(m_nextApi++));
    else
        findInKey(m_workspace.keyList().keys()[m_nextKey++]);
}

bool TextReplacing::lookOn(std::chrono::milliseconds time)
{
    const QDeadlineTimer end(time);
    while (!isDone()) {
        lookAtNext();
        if (end.hasExpired())
            break;
    }
    return isDone();
}

void TextReplacing::listPolicies(JsonFile& file)
{
    m_policyFile = &file;
    m_nextPolicy = 0;
    m_policies.clear();
    if (isLookedInto(file))
        m_policies = policyPlaces(*file.document(), m_workspace.policyForm(),
                                  nameRuleOf(m_workspace.layout(), m_workspace.profile()));
}

void TextReplacing::findInPolicy(const PolicyPlace& policy)
{
    const QString id = toQString(policy.name);
    for (const ReplaceableText& text : textsOfPolicy(policy, m_workspace.policyForm()))
        take(m_policyFile, text, {.owner = FoundText::Owner::Policy, .ownerId = id, .ownerLabel = id});
}

void TextReplacing::findInApi(const ApiItem& item)
{
    JsonFile* file = m_workspace.fileAt(item.file);
    if (!file || !isLookedInto(*file))
        return;
    const auto& definition = item.definition;
    const QString label = definition && !definition->name.empty() ? toQString(definition->name) : file->name();
    for (const ReplaceableText& text : textsOfApi(file->document()->root()))
        take(file, text, {.owner = FoundText::Owner::Api, .ownerId = item.file, .ownerLabel = label});
}

void TextReplacing::findInKey(const StoredKey& key)
{
    Session session = key.session;
    NamesBeside names; // those that there are, and those that would be
    for (const auto& [id, right] : key.session.accessRights)
        names.emplace(id, id);
    size_t number = 0;
    walkTexts(session, [&](TextKind kind, const std::string& text, const std::string* right) {
        const size_t numberInKey = number++;
        const auto after = replaced(kind, text);
        if (!after)
            return;
        FoundText found{kind, FoundText::Owner::Key, toQString(key.name), labelOf(key), {}, toQString(text), *after,
                        {}};
        if (after->isEmpty())
            found.problem = tr("it would be empty");
        else if (found.before == found.after)
            found.problem = tr("it would stay as it is");
        else if (kind == TextKind::ApiId && text == *right)
            found.problem = problemOfRight(names, text, toUtf8(*after));
        m_found.push_back(std::move(found));
        m_sources.push_back({nullptr, {}, numberInKey});
    });
}

// Replacing

std::vector<FileEdits> TextReplacing::fileEdits(const std::set<size_t>& chosen) const
{
    std::vector<FileEdits> files;
    for (const size_t index : chosen) {
        const Source& source = m_sources[index];
        if (!source.file)
            continue;
        if (files.empty() || files.back().file != source.file)
            files.push_back({source.file, {}});
        files.back().edits.push_back(source.edit);
    }
    for (FileEdits& file : files)
        std::ranges::sort(file.edits, {}, &json::Edit::offset);
    return files;
}

std::vector<KeyChange> TextReplacing::keyChanges(const std::set<size_t>& chosen) const
{
    std::map<QString, std::map<size_t, std::string>> texts; // key → number of the text → new text
    for (const size_t index : chosen) {
        if (m_found[index].owner == FoundText::Owner::Key)
            texts[m_found[index].ownerId][m_sources[index].numberInKey] = toUtf8(m_found[index].after);
    }
    std::vector<KeyChange> changes;
    for (const auto& [name, replacements] : texts) {
        const StoredKey* key = m_workspace.keyList().find(name);
        if (!key)
            continue; // revoked meanwhile
        KeyChange change{*key, *key};
        size_t number = 0;
        walkTexts(change.after.session, [&](TextKind, std::string& text, const std::string*) {
            if (const auto found = replacements.find(number++); found != replacements.end())
                text = found->second;
        });
        change.after.session.lastUpdated = std::to_string(m_workspace.clock().nowSeconds());
        changes.push_back(std::move(change));
    }
    return changes;
}

Result<void> TextReplacing::replace(const std::set<size_t>& chosen) const
{
    const auto mayBe = [this](size_t index) { return m_found[index].problem.isEmpty(); };
    Q_ASSERT(std::ranges::all_of(chosen, mayBe));
    const int count = static_cast<int>(chosen.size());
    m_workspace.finishTyping();
    return pushWholeStep(m_workspace, keyChanges(chosen), fileEdits(chosen),
                         tr("Replace %1 by %2 (%n places)", nullptr, count).arg(m_search.find, m_search.replaceBy));
}

} // namespace gatereeve::models
