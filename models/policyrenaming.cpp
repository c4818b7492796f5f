#include "models/policyrenaming.h"

#include "core/json/writer.h"
#include "core/reading/policyreferences.h"
#include "models/commands/wholestep.h"
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
    for (FileEdits& reference : referenceEdits(toUtf8(from), toUtf8(to)))
        edits.push_back(std::move(reference));
    return pushWholeStep(m_workspace,
                         keyChanges(m_workspace.keyList(), toUtf8(from), toUtf8(to), m_workspace.clock().nowSeconds()),
                         std::move(edits), tr("Rename %1 to %2").arg(from, to));
}

} // namespace gatereeve::models
