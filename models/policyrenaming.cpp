#include "models/policyrenaming.h"

#include "core/json/writer.h"
#include "core/reading/policyreferences.h"
#include "models/commands/allornone.h"
#include "models/commands/changekeys.h"
#include "models/text.h"

#include <algorithm>

namespace gatereeve::models
{

namespace
{

std::vector<KeyChange> keyChanges(const KeyList& keys, const std::string& from, const std::string& to, int64_t now)
{
    std::vector<KeyChange> changes;
    for (const StoredKey& key : keys.keys()) {
        KeyChange change{key, key};
        Session& session = change.after.session;
        if (session.applyPolicyId == from)
            session.applyPolicyId = to;
        std::ranges::replace(session.applyPolicies, from, to);
        if (change.after == change.before)
            continue;
        session.lastUpdated = std::to_string(now);
        changes.push_back(std::move(change));
    }
    return changes;
}

} // namespace

std::vector<FileEdits> PolicyRenaming::referenceEdits(const std::string& from, const std::string& to) const
{
    std::vector<FileEdits> edits;
    for (JsonFile* file : m_workspace.apiFiles()) {
        if (!file->document())
            continue; // broken: what it refers to is not known
        FileEdits change{file, {}};
        for (const PolicyReference& reference : policyReferences(file->document()->root())) {
            if (reference.policy.string() == from)
                change.edits.push_back(json::replaceValue(reference.policy, json::quoted(to)));
        }
        if (!change.edits.empty())
            edits.push_back(std::move(change));
    }
    return edits;
}

Result<void> PolicyRenaming::push(const QString& from, const QString& to, std::vector<FileEdits> edits)
{
    std::vector<std::unique_ptr<QUndoCommand>> steps;
    auto keys = keyChanges(m_workspace.keyList(), toUtf8(from), toUtf8(to), m_workspace.clock().nowSeconds());
    if (!keys.empty()) // they alone can be refused
        steps.push_back(std::make_unique<ChangeKeys>(m_workspace.keyList(), std::move(keys), QString()));
    for (FileEdits& reference : referenceEdits(toUtf8(from), toUtf8(to)))
        edits.push_back(std::move(reference));
    steps.push_back(std::make_unique<EditJson>(std::move(edits), QString()));

    Result<void> result;
    QObject context;
    QObject::connect(&m_workspace.keyList(), &KeyList::failed, &context, [&](const Error& error) {
        if (result)
            result = error;
    });
    m_workspace.undoStack().push(new AllOrNone(std::move(steps), tr("Rename %1 to %2").arg(from, to)));
    return result;
}

} // namespace gatereeve::models
