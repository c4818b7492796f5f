#include "ui/pages/composer.h"

#include "core/keys/keytext.h"
#include "models/curltext.h"
#include "models/examplepaths.h"
#include "models/text.h"
#include "models/workspace.h"
#include "ui/passingclipboard.h"
#include "ui/theme.h"
#include "ui/widgets/statelabel.h"

#include <QClipboard>
#include <QComboBox>
#include <QCompleter>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QStringListModel>
#include <QTabWidget>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

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
      m_notes(new StateLabel(this)),
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
    completer->setFilterMode(Qt::MatchContains);
    completer->setMaxVisibleItems(12);
    m_path->setCompleter(completer);
    m_path->setPlaceholderText(tr("/path?query, or a curl command"));
    m_path->installEventFilter(this);
    m_notes->setObjectName(QStringLiteral("tryCurlNotes"));
    m_notes->hide();
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
    connect(m_path, &QLineEdit::textChanged, this, [this] {
        m_hasPath = true;
        showPlace();
    });
    connect(m_path, &QLineEdit::textEdited, m_notes, &QWidget::hide);
    connect(&workspace.keyList(), &models::KeyList::keyChanged, this, &Composer::listKeys);
    connect(&workspace.keyList(), &models::RowSource::wasReset, this, &Composer::listKeys);
    connect(&workspace, &models::Workspace::apisChanged, this, &Composer::listPaths);
    connect(&workspace, &models::Workspace::apisChanged, this, &Composer::showPlace);
    connect(&workspace, &models::Workspace::policiesChanged, this, &Composer::listPaths);
    listKeys();
    listPaths();
    showPlace();
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
    form->addRow(tr("Ke&y"), m_key);
    auto* requestLabel = new QLabel(tr("&Path"), this);
    requestLabel->setBuddy(m_path);
    form->addRow(requestLabel, line);
    form->addRow(QString(), m_place);
    form->addRow(QString(), m_notes);
    auto* tabs = new QTabWidget(this);
    tabs->setObjectName(QStringLiteral("tryParts"));
    tabs->setDocumentMode(true);
    tabs->addTab(m_headers, tr("Headers"));
    tabs->addTab(m_body, tr("Body"));
    tabs->setFixedHeight(118);
    tabs->setCornerWidget(makeCurlButtons());
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
    request.headers.append({tokenHeader(), QByteArray::fromStdString(text)});
    return request;
}

QByteArray Composer::tokenHeader() const
{
    const ApiDefinition* api = apiOfPath();
    return api && !api->auth.headerName.empty() ? QByteArray::fromStdString(api->auth.headerName) : "Authorization";
}

QWidget* Composer::makeCurlButtons()
{
    auto* buttons = new QWidget(this);
    auto* paste = new QToolButton(buttons);
    paste->setObjectName(QStringLiteral("pasteCurl"));
    paste->setText(tr("Paste c&url"));
    paste->setToolTip(tr("Fills this in from a curl command on the clipboard (Ctrl+V in the path does so too)"));
    paste->setAutoRaise(true);
    connect(paste, &QToolButton::clicked, this, &Composer::pasteCurl);
    auto* copy = new QToolButton(buttons);
    copy->setObjectName(QStringLiteral("copyCurl"));
    copy->setText(tr("C&opy as curl"));
    copy->setAutoRaise(true);
    copy->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(copy);
    QAction* shared = menu->addAction(tr("With the key &masked"));
    shared->setObjectName(QStringLiteral("copyCurlMasked"));
    connect(shared, &QAction::triggered, this, [this] { Q_EMIT copyRequested(Tokens::Masked); });
    QAction* whole = menu->addAction(tr("With the &key (cleared after %1 s)").arg(ClipboardTime.count()));
    whole->setObjectName(QStringLiteral("copyCurlWithKey"));
    connect(whole, &QAction::triggered, this, [this] { Q_EMIT copyRequested(Tokens::Whole); });
    copy->setMenu(menu);
    auto* layout = new QHBoxLayout(buttons);
    layout->setContentsMargins(0, 0, 0, theme::Tight);
    layout->setSpacing(theme::Tight);
    layout->addWidget(paste);
    layout->addWidget(copy);
    return buttons;
}

// The line edit would make one line of it.
bool Composer::eventFilter(QObject* receiver, QEvent* event)
{
    if (receiver == m_path && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->matches(QKeySequence::Paste)) {
        const QString text = QGuiApplication::clipboard()->text();
        if (models::looksLikeCurl(text)) {
            takeCurl(text);
            return true;
        }
    }
    return QWidget::eventFilter(receiver, event);
}

void Composer::pasteCurl()
{
    const QString text = QGuiApplication::clipboard()->text();
    if (text.isEmpty())
        Q_EMIT failed(tr("There is no text on the clipboard."));
    else
        takeCurl(text);
}

void Composer::takeCurl(const QString& text)
{
    const auto read = models::readCurl(text);
    if (!read) {
        Q_EMIT failed(tr("The curl command can't be read. %1").arg(models::toQString(read.error().text)));
        return;
    }
    fill(*read);
}

void Composer::fill(const models::ReadCurl& curl)
{
    m_method->setCurrentText(QString::fromUtf8(curl.request.method));
    m_path->setText(QString::fromUtf8(curl.request.target));
    HeaderList headers = curl.request.headers;
    const QString key = takeKey(headers);
    setKey(key);
    QString lines;
    for (const auto& [name, value] : headers)
        lines += QString::fromUtf8(name + ": " + value + '\n');
    m_headers->setPlainText(lines.trimmed());
    m_body->setPlainText(QString::fromUtf8(curl.request.body));
    QStringList notes = curl.notes;
    if (!curl.host.isEmpty())
        notes.prepend(tr("It was for %1; here it goes to the gateway of this window.").arg(curl.host));
    m_notes->setState(curl.notes.isEmpty() ? QStringLiteral("note") : QStringLiteral("warning"),
                      curl.notes.isEmpty() ? theme::Tone::Muted : theme::Tone::Warning, notes.join(u'\n'));
    m_notes->setVisible(!notes.isEmpty());
}

// A token that is one of our keys becomes the chosen key; its stored name, else empty.
QString Composer::takeKey(HeaderList& headers)
{
    const QByteArray header = tokenHeader();
    const ApiDefinition* api = apiOfPath();
    for (auto place = headers.begin(); place != headers.end(); ++place) {
        if (place->first.compare(header, Qt::CaseInsensitive) != 0)
            continue;
        const bool hasScheme = place->second.left(7).compare("Bearer ", Qt::CaseInsensitive) == 0;
        const std::string token = (hasScheme ? place->second.mid(7) : place->second).toStdString();
        models::KeyList& keys = m_workspace.keyList();
        for (const std::string& name :
             lookupNames(token, api ? api->orgId : std::string(), m_workspace.settings(), m_workspace.profile())) {
            const StoredKey* key = keys.find(models::toQString(name));
            if (!key)
                continue;
            if (keys.textOf(*key).empty()) {
                keys.keepText(name, token); // under hash_keys nobody knew it until now
                listKeys();
            }
            headers.erase(place);
            return models::toQString(name);
        }
    }
    return {};
}

Result<QString> Composer::curl(const QString& base, Tokens tokens) const
{
    const Result<TryRequest> request = this->request();
    if (!request)
        return request.error();
    models::CurlRequest curl{request->method, request->target, request->headers, request->body};
    if (tokens == Tokens::Masked)
        maskTokens(curl);
    return models::curlCommand(curl, base);
}

// Wherever a gateway may look for one, and the texts of known keys wherever they stand.
void Composer::maskTokens(models::CurlRequest& curl) const
{
    QList<QByteArray> names{"Authorization", "Proxy-Authorization", "Cookie"};
    QList<QByteArray> parameters;
    const models::ApiList& apis = m_workspace.apiList();
    for (int row = 0; row < apis.rowCount(); ++row) {
        if (!apis.at(row).definition)
            continue;
        const AuthSettings& auth = apis.at(row).definition->auth;
        names.append(QByteArray::fromStdString(auth.headerName));
        if (auth.useParam)
            parameters.append(
                QByteArray::fromStdString(auth.paramName.empty() ? auth.headerName : auth.paramName).toLower());
    }
    for (auto& [name, value] : curl.headers) {
        const auto isName = [&](const QByteArray& one) { return one.compare(name, Qt::CaseInsensitive) == 0; };
        if (std::ranges::any_of(names, isName))
            value = value.contains(' ') || value.contains('=')
                        ? QByteArray("…")
                        : QByteArray::fromStdString(maskedKey(value.toStdString()));
    }
    for (const StoredKey& key : m_workspace.keyList().keys()) {
        const QByteArray text = QByteArray::fromStdString(m_workspace.keyList().textOf(key));
        if (text.isEmpty())
            continue;
        const QByteArray masked = QByteArray::fromStdString(maskedKey(text.toStdString()));
        for (QByteArray* part : {&curl.target, &curl.body})
            part->replace(text, masked);
        for (auto& [name, value] : curl.headers)
            value.replace(text, masked);
    }
    const qsizetype question = curl.target.indexOf('?');
    if (question < 0)
        return;
    QList<QByteArray> pairs = curl.target.mid(question + 1).split('&');
    for (QByteArray& pair : pairs) {
        const qsizetype equals = pair.indexOf('=');
        if (equals >= 0 && parameters.contains(pair.left(equals).toLower()))
            pair = pair.left(equals + 1) + "…";
    }
    curl.target = curl.target.left(question + 1) + pairs.join('&');
}

void Composer::sayCopied(Tokens tokens)
{
    m_notes->setState(QStringLiteral("passed"), theme::Tone::Good,
                      tokens == Tokens::Masked
                          ? tr("Copied as a curl command, the key masked.")
                          : tr("Copied as a curl command with the key; the clipboard is cleared in %1 s.")
                                .arg(ClipboardTime.count()));
    m_notes->show();
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
    const models::ExamplePaths examples(m_workspace.policyList());
    QStringList paths;
    for (const ApiDefinition& api : m_workspace.apiList().definitions())
        paths.append(examples.pathsOf(api));
    paths.removeDuplicates();
    m_paths->setStringList(paths);
    if (!m_hasPath)
        m_path->setText(paths.value(0, QStringLiteral("/")));
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
