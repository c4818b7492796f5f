#pragma once

// Policies as they stand in the open files: finds them, and says which edits bring one in, copy, rename or remove it in
// the form that their source has. Changes nothing by itself. Errors: the file is broken or unreadable just now, an id
// is unknown, empty or taken, or the form has no room for the edit. Main thread.

#include "core/reading/carriedpolicies.h"
#include "models/commands/editjson.h"
#include "models/workspace.h"

#include <QCoreApplication>
#include <QSet>

namespace gatereeve::models
{

struct PolicySpot {
    JsonFile* file;
    json::Value value;
};

class OpenPolicies
{
    Q_DECLARE_TR_FUNCTIONS(OpenPolicies)
public:
    explicit OpenPolicies(Workspace& workspace);

    // The file whose text is broken or unreadable just now, so that none of these can be edited, or none can be
    // brought in; null: there is no such.
    const JsonFile* brokenFileOf(const QStringList& ids) const;
    const JsonFile* brokenFileForNew() const;

    bool has(const QString& id) const;
    Result<PolicySpot> find(const QString& id) const; // whatever its value is
    Result<PolicySpot> findObject(const QString& id) const;
    // The same for many, by file. All are objects.
    Result<std::map<JsonFile*, QSet<QString>>> filesOf(const QStringList& ids) const;
    // Of a document of that source, as it is or as it becomes: the ones of these names that count, in its order.
    std::vector<json::Value> named(const json::Document& document, const QSet<QString>& ids) const;

    Result<FileEdits> insertion(const QString& id, const std::string& json);
    // Several, of different ids that are free, one after the other.
    Result<std::vector<FileEdits>> insertions(const std::vector<CarriedPolicy>& policies);
    Result<FileEdits> copy(const QString& id, const QString& newId);                        // goes below the original
    Result<std::vector<FileEdits>> renaming(const QString& id, const QString& newId) const; // without who refers to it
    Result<std::vector<FileEdits>> removal(const QStringList& ids) const;

private:
    Result<FileEdits> insertionIntoObject(const QString& id, const std::string& json) const;
    Result<FileEdits> insertionIntoList(JsonFile& file, const std::string& json, const json::Value* before) const;
    // The others come behind the first in the document that it leaves.
    Result<FileEdits> withFollowing(FileEdits first, const std::vector<CarriedPolicy>& policies) const;
    // `beside`: files that come with it.
    FileEdits newFile(const QString& id, const std::string& json, const std::vector<FileEdits>& beside = {});
    // The policy with its name in it.
    Result<std::string> withName(const QString& id, const std::string& json) const;
    std::vector<PolicyPlace> places(const json::Document& document) const;
    std::vector<PolicyPlace> placesNamed(const JsonFile& file, const QSet<QString>& ids) const;
    Error error(const std::string& text) const;
    const char* nameMember() const;

    Workspace& m_workspace;
    PolicyForm m_form;
    NameRule m_rule;
};

} // namespace gatereeve::models
