#pragma once

// Policies to begin with: the ones that come with the program, and those that the user keeps. Main thread.

#include "core/result.h"

#include <QCoreApplication>
#include <QSettings>
#include <QString>

#include <string>
#include <vector>

namespace gatereeve::models
{

struct PolicyTemplate {
    QString name;    // for people; of the user's own it is their key as well
    QString meaning; // one sentence; empty for the user's own
    QString id;      // what a policy made of it is called, where that is free
    std::string json;
};

class PolicyTemplates
{
    Q_DECLARE_TR_FUNCTIONS(PolicyTemplates)
public:
    // Kept in `settings`, which outlives it.
    explicit PolicyTemplates(QSettings& settings) : m_settings(settings) {}

    static std::vector<PolicyTemplate> builtIn();
    std::vector<PolicyTemplate> own() const; // by name
    // Takes the place of the one of that name. An error: no name.
    Result<void> keep(const QString& name, const QString& id, const std::string& json);
    void forget(const QString& name);

private:
    QSettings& m_settings;
};

} // namespace gatereeve::models
