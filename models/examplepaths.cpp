#include "models/examplepaths.h"

#include "core/engine/expressionsample.h"
#include "core/engine/listenpath.h"
#include "core/engine/pathpattern.h"
#include "models/text.h"

#include <optional>

namespace gatereeve::models
{

namespace
{

constexpr int MostCompiled = 200; // of one API; compiling takes some ten microseconds each

// "^/orders/.*$" and what has no more to it needs no look at its syntax.
std::optional<QString> plainExample(std::string_view url)
{
    QString text = toQString(url);
    text.replace(QStringLiteral(".*"), QStringLiteral("1"));
    if (text.startsWith(u'^'))
        text.remove(0, 1);
    if (text.endsWith(u'$'))
        text.chop(1);
    for (const QChar c : text) {
        if (QStringLiteral("\\^$.|?*+()[]{}").contains(c))
            return std::nullopt;
    }
    return text;
}

// Empty: none is found.
QString exampleOf(std::string_view expression)
{
    const auto pattern = PathPattern::compile(expression);
    if (!pattern)
        return {};
    const std::string text = sampleOf(expression, {.dot = "1", .anyText = "1"}).text;
    return (*pattern)->foundIn(text) ? toQString(text) : QString();
}

QString listenExampleOf(const std::string& listenPath)
{
    if (!isListenPattern(listenPath))
        return toQString(listenPath);
    const auto expression = listenPathExpression(listenPath);
    return expression ? exampleOf(*expression) : QString();
}

} // namespace

ExamplePaths::ExamplePaths(const PolicyList& policies)
{
    for (int row = 0; row < policies.rowCount(); ++row) {
        for (const auto& [apiId, right] : policies.at(row).policy().accessRights) {
            Urls& urls = m_urls[apiId];
            for (const AllowedUrl& url : right.allowedUrls) {
                if (urls.known.insert(url.url).second)
                    urls.inOrder.push_back(url.url);
            }
        }
    }
}

QStringList ExamplePaths::pathsOf(const ApiDefinition& api) const
{
    const QString listen = listenExampleOf(api.listenPath);
    QStringList paths;
    int compiled = 0;
    if (const auto found = m_urls.find(api.apiId); found != m_urls.end()) {
        for (const std::string_view url : found->second.inOrder) {
            std::optional<QString> path = plainExample(url);
            if (!path && compiled++ < MostCompiled)
                path = exampleOf(url);
            if (path && path->startsWith(listen) && path->startsWith(u'/') && !path->contains(u' '))
                paths.append(*path);
        }
    }
    if (!listen.isEmpty())
        paths.append(listen);
    return paths;
}

} // namespace gatereeve::models
