#pragma once

// Find and replace over a workspace: the ids, tags and URLs of policies, API definitions and keys. Finding changes
// nothing; what is chosen of it is replaced in one undo step. Main thread.

#include "core/reading/replaceabletexts.h"
#include "models/commands/wholestep.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <chrono>
#include <deque>
#include <optional>
#include <set>

namespace gatereeve::models
{

struct TextSearch {
    QString find; // empty: nothing is found
    QString replaceBy;
    bool matchesCase = false;
    bool wholeTexts = false;
    bool isExpression = false; // Perl's; \1 in `replaceBy` is its first group
    std::set<TextKind> kinds{TextKind::PolicyId, TextKind::ApiId, TextKind::Tag, TextKind::Url};

    bool operator==(const TextSearch&) const = default;
};

struct FoundText {
    enum class Owner : uint8_t { Policy, Api, Key };
    TextKind kind = TextKind::PolicyId;
    Owner owner = Owner::Policy;
    QString ownerId;    // policy id, file of the API, stored name of the key
    QString ownerLabel; // for people
    Place place;        // of files
    QString before, after;
    QString problem; // why it can't be replaced; empty: it can
};

class TextReplacing
{
    Q_DECLARE_TR_FUNCTIONS(TextReplacing)
public:
    // All there is. An error: the expression is invalid.
    static Result<TextReplacing> find(Workspace& workspace, const TextSearch& search);
    // The same in pieces, for a window that must answer meanwhile: nothing is looked through yet.
    static Result<TextReplacing> begin(Workspace& workspace, const TextSearch& search);
    // Looks on for about that long. The workspace must be as it was at begin(). True: all was looked through.
    bool lookOn(std::chrono::milliseconds time);

    bool isDone() const;

    // So far; in the order of files, then of keys.
    const std::deque<FoundText>& found() const { return m_found; }
    // Not looked into: their text is broken just now.
    const QStringList& leftOut() const { return m_leftOut; }
    // Indices into found(), none with a problem. The workspace must be as it was when they were found. An error: the
    // key store refused; then nothing has happened.
    Result<void> replace(const std::set<size_t>& chosen) const;

private:
    struct Source {
        JsonFile* file = nullptr; // with its edit; null: the text of that number in a key
        json::Edit edit;
        size_t numberInKey = 0;
    };
    TextReplacing(Workspace& workspace, const TextSearch& search, QRegularExpression expression);
    void lookAtNext();
    void listPolicies(JsonFile& file);
    void findInPolicy(const PolicyPlace& policy);
    void findInApi(const ApiItem& item);
    void findInKey(const StoredKey& key);
    bool isLookedInto(const JsonFile& file);
    void take(JsonFile* file, const ReplaceableText& text, FoundText found);
    // What it becomes; nothing: it does not match.
    std::optional<QString> replaced(TextKind kind, const std::string& text) const;
    QString problemOf(const ReplaceableText& text, const QString& after);
    // Names of rights in one object, and which right has each or would get it.
    using NamesBeside = std::map<std::string, std::string>;
    static QString problemOfRight(NamesBeside& names, const std::string& from, const std::string& to);
    std::vector<KeyChange> keyChanges(const std::set<size_t>& chosen) const;
    std::vector<FileEdits> fileEdits(const std::set<size_t>& chosen) const;

    Workspace& m_workspace;
    TextSearch m_search;
    QRegularExpression m_expression;
    std::deque<FoundText> m_found;                                 // there may be very many: never moved as a whole
    std::deque<Source> m_sources;                                  // beside m_found
    std::set<QString> m_policyIds, m_apiIds;                       // those that there are, and those that would be
    std::map<std::pair<std::string, size_t>, NamesBeside> m_names; // by file and index of `access_rights`
    QStringList m_leftOut;
    // What comes next.
    std::vector<PolicyPlace> m_policies; // of m_policyFile
    JsonFile* m_policyFile = nullptr;
    size_t m_nextPolicy = 0, m_nextPolicyFile = 0, m_nextKey = 0;
    int m_nextApi = 0;
};

} // namespace gatereeve::models
