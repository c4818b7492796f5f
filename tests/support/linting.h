#pragma once

// A small workspace as texts, and what lint says of it.

#include "core/lint/lint.h"

#include <QtTest>

#include <algorithm>

namespace gatereeve::testing
{

struct Linted {
    std::string policies = "{}";
    std::vector<std::string> apis, keys, policyFiles;
    std::string conf, settings;
    Profile profile = Profile::Guide;
};

inline json::Document documentOf(const std::string& text, const std::string& file)
{
    auto document = json::Document::parse(text, {.file = file, .allowTrailingText = true});
    if (!document)
        qFatal("%s: %s", file.c_str(), document.error().text.c_str());
    return *std::move(document);
}

inline lint::LintInput inputOf(const Linted& linted)
{
    lint::LintInput input;
    input.profile = linted.profile;
    input.policies = documentOf(linted.policies, "policies.json");
    for (size_t i = 0; i < linted.apis.size(); ++i)
        input.apis.push_back(documentOf(linted.apis[i], "apps/" + std::to_string(i) + ".json"));
    for (size_t i = 0; i < linted.keys.size(); ++i)
        input.keys.push_back(documentOf(linted.keys[i], "keys/" + std::to_string(i) + ".json"));
    for (size_t i = 0; i < linted.policyFiles.size(); ++i)
        input.policyFiles.push_back(documentOf(linted.policyFiles[i], "policies/" + std::to_string(i) + ".json"));
    if (!linted.conf.empty())
        input.conf = documentOf(linted.conf, "tyk.conf");
    if (!linted.settings.empty())
        input.settings = documentOf(linted.settings, "gatereeve.json");
    input.knowsPolicies = input.knowsApis = true;
    return input;
}

inline lint::LintFindings findingsOf(const Linted& linted, std::string_view rule)
{
    lint::LintFindings findings = lint::run(inputOf(linted)).findings;
    std::erase_if(findings, [&](const lint::LintFinding& found) { return found.rule->id != rule; });
    return findings;
}

} // namespace gatereeve::testing
