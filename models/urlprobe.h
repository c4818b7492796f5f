#pragma once

// What the access rights that are being edited say to one request: which API it reaches, which allowed URL lets it
// through under each profile, and what is wrong or too broad about the expressions. Main thread.

#include "core/engine/broadpattern.h"
#include "core/engine/router.h"
#include "core/engine/urltest.h"
#include "models/workspace.h"

namespace gatereeve::models
{

struct UrlQuestion {
    AccessRights rights;
    QString apiId; // asked about while no path is typed, and for APIs that nothing defines
    QString method, path;
};

struct UrlAnswer {
    QString apiId;        // that the path reaches, else that of the question
    QString apiName;      // its label
    bool reaches = false; // the path lies below the listen path of an API
    bool granted = false; // the rights hold that API
    // The path as the gateway compares it: decoded once, without the query. Empty: none was typed.
    std::string path;
    bool rewritten = false; // it is not what was typed
    std::vector<AllowedUrl> rules;
    UrlTest test;

    struct Remark {
        int rule = 0;         // index
        bool isError = false; // the expression can't be used
        Message text;
    };
    std::vector<Remark> remarks; // of the rules of that API, errors first
};

class UrlProbe : public QObject
{
    Q_OBJECT
public:
    explicit UrlProbe(Workspace& workspace, QObject* parent = nullptr);

    UrlAnswer ask(const UrlQuestion& question);

private:
    const Router& router();

    Workspace& m_workspace;
    std::optional<Router> m_router; // made anew after APIs or profile have changed
};

} // namespace gatereeve::models
