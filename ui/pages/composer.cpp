#include "ui/pages/composer.h"

#include "core/keys/keytext.h"
#include "models/text.h"
#include "models/workspace.h"
#include "ui/theme.h"

#include <QComboBox>
#include <QCompleter>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QStringListModel>
#include <QTabWidget>
#include <QUrl>
#include <QVBoxLayout>

#include <unordered_map>
#include <unordered_set>

namespace gatereeve::ui
{

namespace
{

QString masked(const StoredKey& key, const models::KeyList& keys)
{
    const std::string& text = keys.textOf(key);
    return models::toQString(maskedKey(text.empty() ? key.name : text));
}

QString labelOf(const StoredKey& key, const models::KeyList& keys)
{
    const QString alias = models::toQString(key.session.alias);
    return alias.isEmpty() ? masked(key, keys) : alias + u' ' + masked(key, keys);
}

// An example path out of an expression of allowed_urls: "/orders/.*" gives "/orders/1".
QString exampleOf(QString url)
{
    url.replace(QStringLiteral(".*"), QStringLiteral("1")).remove(u'^').remove(u'$');
    return url;
}

// What the policies allow of each API: their expressions, each once, in the order of the policies.
class AllowedPaths
{
public:
    explicit AllowedPaths(const models::PolicyList& policies)
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

    // Examples of them, and where the API listens.
    QStringList pathsOf(const ApiDefinition& api) const
    {
        const QString listen = models::toQString(api.listenPath);
        QStringList paths;
        if (const auto found = m_urls.find(api.apiId); found != m_urls.end()) {
            for (const std::string_view url : found->second.inOrder) {
                const QString path = exampleOf(models::toQString(url));
                if (path.startsWith(listen))
                    paths.append(path);
            }
        }
        paths.append(listen);
        return paths;
    }

private:
    struct Urls {
        std::vector<std::string_view> inOrder;
        std::unordered_set<std::string_view> known;
    };
    std::unordered_map<std::string_view, Urls> m_urls; // by API; into the policies
};

// The first of pathsOf(), without a look at all policies.
QString firstPathOf(const ApiDefinition& api, const models::PolicyList& policies)
{
    const QString listen = models::toQString(api.listenPath);
    std::unordered_set<std::string_view> known;
    for (int row = 0; row < policies.rowCount(); ++row) {
        const AccessRights& rights = policies.at(row).policy().accessRights;
        const auto right = rights.find(api.apiId);
        if (right == rights.end())
            continue;
        for (const AllowedUrl& url : right->second.allowedUrls) {
            if (!known.insert(url.url).second)
                continue;
            if (const QString path = exampleOf(models::toQString(url.url)); path.startsWith(listen))
                return path;
        }
    }
    return listen;
}

} // namespace

Composer::Composer(models::Workspace& workspace, QWidget* parent)
    : QWidget(parent),
      m_workspace(workspace),
      m_key(new QComboBox(this)),
      m_method(new QComboBox(this)),
      m_path(new QLineEdit(this)),
      m_place(new QLabel(this)),
      m_headers(new QPlainTextEdit(this)),
      m_body(new QPlainTextEdit(this)),
      m_paths(new QStringListModel(this))
{
    m_key->setObjectName(QStringLiteral("tryKeyChoice"));
    m_key->setAccessibleName(tr("Key"));
    m_key->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_method->setObjectName(QStringLiteral("tryMethod"));
    m_method->setAccessibleName(tr("Method"));
    m_method->setEditable(true);
    m_method->addItems({QStringLiteral("GET"), QStringLiteral("POST"), QStringLiteral("PUT"), QStringLiteral("PATCH"),
                        QStringLiteral("DELETE"), QStringLiteral("HEAD"), QStringLiteral("OPTIONS")});
    m_path->setObjectName(QStringLiteral("tryPath"));
    m_path->setAccessibleName(tr("Path with query"));
    m_path->setFont(theme::fixedFont());
    auto* completer = new QCompleter(m_paths, this);
    completer->setCompletionMode(QCompleter::PopupCompletion);
    m_path->setCompleter(completer);
    m_place->setObjectName(QStringLiteral("tryPlace"));
    m_place->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    theme::makeMuted(m_place);
    m_headers->setObjectName(QStringLiteral("tryHeaders"));
    m_headers->setAccessibleName(tr("Further headers"));
    m_headers->setPlaceholderText(tr("Name: value, one a line. The key is added by itself."));
    m_headers->setTabChangesFocus(true);
    m_headers->setFont(theme::fixedFont());
    m_body->setObjectName(QStringLiteral("tryBody"));
    m_body->setAccessibleName(tr("Body"));
    m_body->setPlaceholderText(tr("Body, sent as UTF-8"));
    m_body->setTabChangesFocus(true);
    m_body->setFont(theme::fixedFont());
    layOut();

    connect(m_key, &QComboBox::currentIndexChanged, this, [this] {
        showPlace();
        Q_EMIT keyChosen(keyName());
    });
    connect(m_path, &QLineEdit::textChanged, this, &Composer::showPlace);
    connect(&workspace.keyList(), &models::KeyList::keyChanged, this, &Composer::listKeys);
    connect(&workspace.keyList(), &models::RowSource::wasReset, this, &Composer::listKeys);
    connect(&workspace, &models::Workspace::apisChanged, this, &Composer::listPaths);
    connect(&workspace, &models::Workspace::apisChanged, this, &Composer::showPlace);
    connect(&workspace, &models::Workspace::policiesChanged, this, &Composer::listPaths);
    listKeys();
    listPaths();
    const std::vector<ApiDefinition> apis = workspace.apiList().definitions();
    m_path->setText(apis.empty() ? QStringLiteral("/") : firstPathOf(apis.front(), workspace.policyList()));
}

void Composer::layOut()
{
    auto* line = new QHBoxLayout;
    line->setSpacing(theme::Tight);
    m_method->setFixedWidth(100);
    line->addWidget(m_method);
    line->addWidget(m_path, 1);
    auto* form = new QFormLayout;
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setHorizontalSpacing(theme::Gap);
    form->addRow(tr("&Key"), m_key);
    auto* requestLabel = new QLabel(tr("&Path"), this);
    requestLabel->setBuddy(m_path);
    form->addRow(requestLabel, line);
    form->addRow(QString(), m_place);
    auto* tabs = new QTabWidget(this);
    tabs->setObjectName(QStringLiteral("tryParts"));
    tabs->setDocumentMode(true);
    tabs->addTab(m_headers, tr("Headers"));
    tabs->addTab(m_body, tr("Body"));
    tabs->setFixedHeight(110);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::Gap);
    layout->addLayout(form);
    layout->addWidget(tabs);
}

QString Composer::keyName() const
{
    return m_key->currentData().toString();
}

QString Composer::keyLabel() const
{
    const StoredKey* key = m_workspace.keyList().find(keyName());
    if (!key)
        return tr("none");
    return key->session.alias.empty() ? masked(*key, m_workspace.keyList()) : models::toQString(key->session.alias);
}

void Composer::setKey(const QString& name)
{
    const int index = m_key->findData(name);
    if (index >= 0)
        m_key->setCurrentIndex(index);
}

void Composer::setPath(const QString& path)
{
    m_path->setText(path);
}

QString Composer::method() const
{
    return m_method->currentText();
}

QString Composer::path() const
{
    return m_path->text();
}

Result<TryRequest> Composer::request() const
{
    TryRequest request;
    request.method = method().trimmed().toUtf8();
    request.target = path().trimmed().toUtf8();
    if (request.method.isEmpty() || request.method.contains(' '))
        return Error{tr("A method is one word, such as GET.").toStdString(), {}};
    if (!request.target.startsWith('/') || request.target.contains(' '))
        return Error{tr("A path begins with / and has no blanks (write %20).").toStdString(), {}};
    int number = 0;
    for (const QString& line : m_headers->toPlainText().split(u'\n')) {
        ++number;
        if (line.trimmed().isEmpty())
            continue;
        const qsizetype colon = line.indexOf(u':');
        if (colon < 1)
            return Error{tr("Header line %1 has no name before a colon.").arg(number).toStdString(), {}};
        request.headers.append({line.left(colon).trimmed().toUtf8(), line.mid(colon + 1).trimmed().toUtf8()});
    }
    request.body = m_body->toPlainText().toUtf8();
    const StoredKey* key = m_workspace.keyList().find(keyName());
    if (!key)
        return request;
    const std::string& text = m_workspace.keyList().textOf(*key);
    if (text.empty())
        return Error{tr("The text of this key is not known here. Paste it into a header instead.").toStdString(), {}};
    const ApiDefinition* api = apiOfPath();
    const std::string header = api && !api->auth.headerName.empty() ? api->auth.headerName : "Authorization";
    request.headers.append({QByteArray::fromStdString(header), QByteArray::fromStdString(text)});
    return request;
}

void Composer::listKeys()
{
    const QString chosen = keyName();
    {
        const QSignalBlocker blocker(m_key);
        m_key->clear();
        m_key->addItem(tr("no key"), QString());
        for (const StoredKey& key : m_workspace.keyList().keys()) {
            const QString note = m_workspace.keyList().textOf(key).empty() ? tr(" (text not known here)") : QString();
            m_key->addItem(labelOf(key, m_workspace.keyList()) + note, models::toQString(key.name));
        }
        const int former = m_key->findData(chosen);
        m_key->setCurrentIndex(former >= 0 && !chosen.isEmpty() ? former : m_key->count() > 1 ? 1 : 0);
    }
    if (keyName() != chosen)
        Q_EMIT keyChosen(keyName());
    showPlace();
}

// With very many policies this takes a moment: it waits until somebody can see it.
void Composer::listPaths()
{
    m_pathsAreStale = !isVisible();
    if (m_pathsAreStale)
        return;
    const AllowedPaths allowed(m_workspace.policyList());
    QStringList paths;
    for (const ApiDefinition& api : m_workspace.apiList().definitions())
        paths.append(allowed.pathsOf(api));
    paths.removeDuplicates();
    m_paths->setStringList(paths);
}

void Composer::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_pathsAreStale)
        listPaths();
}

void Composer::showPlace()
{
    const ApiDefinition* api = apiOfPath();
    if (!api) {
        m_place->setText(tr("No API listens there."));
        return;
    }
    const QString name = models::toQString(api->name);
    if (!api->usesToken()) {
        m_place->setText(tr("%1; it asks for no key").arg(name));
        return;
    }
    const QString header =
        api->auth.headerName.empty() ? QStringLiteral("Authorization") : models::toQString(api->auth.headerName);
    m_place->setText(tr("%1; the key goes into %2").arg(name, header));
}

const ApiDefinition* Composer::apiOfPath() const
{
    const std::string path = this->path().toStdString();
    const ApiDefinition* best = nullptr;
    size_t longest = 0;
    for (int row = 0; row < m_workspace.apiList().rowCount(); ++row) {
        const auto& definition = m_workspace.apiList().at(row).definition;
        if (!definition || definition->listenPath.empty() || definition->listenPath.size() <= longest)
            continue;
        if (path.starts_with(definition->listenPath)) {
            best = &*definition;
            longest = definition->listenPath.size();
        }
    }
    return best;
}

} // namespace gatereeve::ui
