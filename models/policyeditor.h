#pragma once

// Every edit of policies that a user can make, each one named undo step on the workspace's stack. With several ids all
// of them are changed in one step. Nothing is pushed when nothing would change. Errors: the file is broken or
// unreadable just now, an id is unknown, empty or taken; then nothing has happened.

#include "core/units.h"
#include "models/editbuilder.h"
#include "models/openpolicies.h"

#include <QCoreApplication>

#include <functional>

namespace gatereeve::models
{

enum class Partition : uint8_t { Quota, RateLimit, Acl, PerApi };

class PolicyEditor
{
    Q_DECLARE_TR_FUNCTIONS(PolicyEditor)
public:
    explicit PolicyEditor(Workspace& workspace) : m_workspace(workspace) {}

    Result<void> setName(const QStringList& ids, const QString& name);
    Result<void> setOrganisation(const QStringList& ids, const QString& orgId);
    Result<void> setRate(const QStringList& ids, const RateText& rate);
    Result<void> setQuota(const QStringList& ids, const QuotaText& quota);
    Result<void> setThrottling(const QStringList& ids, double interval, int64_t retryLimit);
    Result<void> setEnforces(const QStringList& ids, Partition partition, bool enforces);
    Result<void> setActive(const QStringList& ids, std::optional<bool> active); // nothing: the member goes
    Result<void> setInactive(const QStringList& ids, bool inactive);
    Result<void> setKeyExpiresIn(const QStringList& ids, int64_t seconds);
    Result<void> setTags(const QStringList& ids, const QStringList& tags);
    Result<void> setHmacEnabled(const QStringList& ids, bool enabled);
    // The whole policy as JSON; text that is no object is an error with its place in that text.
    Result<void> setJson(const QString& id, const std::string& json);

    Result<void> add(const QString& id, const std::string& json = "{}");
    Result<void> duplicate(const QString& id, const QString& newId); // goes below the original
    // Several at once; ids that are taken or missing get free ones. Returns the ids that they have here.
    Result<QStringList> insert(std::vector<CarriedPolicy> policies);
    Result<std::vector<CarriedPolicy>> carried(const QStringList& ids) const; // in the order of the files
    // With everything that refers to it: keys, JWT and OpenID settings of API definitions. In one step; if the key
    // store refuses, nothing has happened.
    Result<void> rename(const QString& id, const QString& newId);
    Result<void> remove(const QStringList& ids);
    QString freeId(const QString& wish) const; // "gold-2" when gold is taken

    Result<void> grantApi(const QString& id, const QString& apiId, const QStringList& versions);
    Result<void> revokeApi(const QString& id, const QString& apiId);
    Result<void> setVersions(const QString& id, const QString& apiId, const QStringList& versions);
    Result<void> addUrl(const QString& id, const QString& apiId, const AllowedUrl& url);
    Result<void> removeUrl(const QString& id, const QString& apiId, int index);
    Result<void> setUrl(const QString& id, const QString& apiId, int index, const QString& url);
    Result<void> setMethods(const QString& id, const QString& apiId, int index, const QStringList& methods);
    Result<void> setLimit(const QString& id, const QString& apiId, const std::optional<Limit>& limit); // nothing: null

private:
    struct Member {
        std::vector<std::string> path;
        std::string json;         // empty: remove
        bool absentIsZero = true; // a zero value needs no member
    };
    Result<void> setMembers(const QStringList& ids, const std::vector<Member>& members, const QString& text,
                            const QString& mergeField = {});
    static std::optional<json::Edits> exchangesOf(const std::vector<json::Value>& policies,
                                                  const std::vector<Member>& members);
    static json::Edits editsOf(const json::Document& document, const OpenPolicies& open, const QSet<QString>& names,
                               const std::vector<Member>& members);
    // On one right of one policy: `edits` gets it as a JSON object.
    Result<void> editRight(const QString& id, const QString& apiId, const QString& text,
                           const std::function<Result<json::Edits>(const json::Value& right)>& edits,
                           const QString& mergeField = {});
    OpenPolicies policies() const { return OpenPolicies(m_workspace); }
    Result<void> whyNotFree(const QString& id) const;
    void push(std::vector<FileEdits> edits, const QString& text, const QString& mergeKey = {});
    Workspace& m_workspace;
};

} // namespace gatereeve::models
