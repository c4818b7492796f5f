#include "models/urlprobe.h"

#include "models/text.h"

#include <QByteArray>

#include <algorithm>

namespace gatereeve::models
{

namespace
{

std::string compared(const QString& typed)
{
    const QByteArray path = typed.left(typed.indexOf(u'?')).toUtf8();
    return QByteArray::fromPercentEncoding(path).toStdString();
}

std::vector<UrlAnswer::Remark> remarksOn(const std::vector<AllowedUrl>& rules, std::string_view listenPath)
{
    std::vector<UrlAnswer::Remark> remarks;
    for (size_t i = 0; i < rules.size(); ++i) {
        if (const auto problem = expressionProblem(rules[i].url))
            remarks.push_back({int(i), true, withPlace(*problem, rules[i].url)});
        for (const BroadPattern& broad : broadPatterns(rules[i].url, listenPath))
            remarks.push_back({int(i), false, broad.why});
    }
    std::ranges::stable_partition(remarks, &UrlAnswer::Remark::isError);
    return remarks;
}

} // namespace

UrlProbe::UrlProbe(Workspace& workspace, QObject* parent) : QObject(parent), m_workspace(workspace)
{
    connect(&workspace, &Workspace::apisChanged, this, [this] { m_router.reset(); });
    connect(&workspace, &Workspace::settingsChanged, this, [this] { m_router.reset(); });
}

const Router& UrlProbe::router()
{
    if (!m_router) {
        SnapshotInput input = m_workspace.snapshotInput(0);
        input.policies = {}; // only the ways to the APIs count
        m_router.emplace(SnapshotCompiler::compile(std::move(input)));
    }
    return *m_router;
}

UrlAnswer UrlProbe::ask(const UrlQuestion& question)
{
    UrlAnswer answer{.apiId = question.apiId, .path = compared(question.path)};
    answer.rewritten = answer.path != toUtf8(question.path);
    if (const Route route = router().route(answer.path); route.api && !answer.path.empty()) {
        answer.reaches = true;
        answer.apiId = toQString(route.api->definition.apiId);
    }
    answer.apiName = m_workspace.apiList().labelOf(answer.apiId);
    const auto right = question.rights.find(toUtf8(answer.apiId));
    answer.granted = right != question.rights.end();
    if (!answer.granted)
        return answer;
    answer.rules = right->second.allowedUrls;
    answer.test = testUrl(answer.rules, toUtf8(question.method), answer.path);
    const ApiDefinition* api = m_workspace.apiList().find(answer.apiId);
    answer.remarks = remarksOn(answer.rules, api ? std::string_view(api->listenPath) : std::string_view());
    return answer;
}

} // namespace gatereeve::models
