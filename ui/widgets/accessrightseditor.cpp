#include "ui/widgets/accessrightseditor.h"

#include "models/accessrightstreemodel.h"
#include "models/text.h"
#include "ui/prompts.h"
#include "ui/theme.h"
#include "ui/widgets/urltester.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace gatereeve::ui
{

using Model = models::AccessRightsTreeModel;

namespace
{

// Tells what is typed into a cell while it is typed.
class TellingDelegate final : public QStyledItemDelegate
{
public:
    using Listener = std::function<void(const QModelIndex& index, const QString& text)>;
    TellingDelegate(Listener listener, QObject* parent) : QStyledItemDelegate(parent), m_listener(std::move(listener))
    {
    }

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QWidget* editor = QStyledItemDelegate::createEditor(parent, option, index);
        if (auto* line = qobject_cast<QLineEdit*>(editor))
            connect(line, &QLineEdit::textEdited, this,
                    [this, place = QPersistentModelIndex(index)](const QString& text) {
                        if (place.isValid())
                            m_listener(place, text);
                    });
        return editor;
    }

private:
    Listener m_listener;
};

// Which of the allowed URLs of its API it is.
int urlNumber(const QModelIndex& url)
{
    int number = 0;
    for (int row = 0; row < url.row(); ++row) {
        const bool isUrl = url.siblingAtRow(row).data(Model::KindRole).toInt() == int(Model::NodeKind::Url);
        number += isUrl ? 1 : 0;
    }
    return number;
}

} // namespace

AccessRightsEditor::AccessRightsEditor(models::Workspace& workspace, Prompts& prompts, QWidget* parent)
    : QWidget(parent),
      m_prompts(prompts),
      m_model(new Model(workspace, this)),
      m_tree(new QTreeView(this)),
      m_tester(new UrlTester(workspace, this))
{
    m_tree->setObjectName(QStringLiteral("accessRights"));
    m_tree->setAccessibleName(tr("Access rights: APIs, versions, URLs, methods"));
    m_tree->setModel(m_model);
    m_tree->setUniformRowHeights(true);
    m_tree->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::DoubleClicked);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(Model::Name, QHeaderView::Stretch);
    for (const int column : {Model::Access, Model::Rate, Model::Quota})
        m_tree->header()->setSectionResizeMode(column, QHeaderView::ResizeToContents);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme::Tight);
    m_addUrl = addButton(QStringLiteral("addUrl"), tr("Add &URL"), &AccessRightsEditor::addUrl);
    m_addVersion = addButton(QStringLiteral("addVersion"), tr("Add &version…"), &AccessRightsEditor::addVersion);
    m_addApi = addButton(QStringLiteral("addApi"), tr("Add API by &id…"), &AccessRightsEditor::addApi);
    m_remove = addButton(QStringLiteral("removeRight"), tr("Re&move"), &AccessRightsEditor::removeSelected);
    for (QPushButton* button : {m_addUrl, m_addVersion, m_addApi, m_remove})
        buttons->addWidget(button);
    buttons->addStretch();

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::Tight);
    layout->addWidget(m_tree, 1);
    layout->addLayout(buttons);
    layout->addSpacing(theme::Tight);
    layout->addWidget(m_tester);
    setFocusProxy(m_tree);

    auto* insert = new QAction(tr("Add URL"), m_tree);
    insert->setShortcut(Qt::Key_Insert);
    auto* remove = new QAction(tr("Remove"), m_tree);
    remove->setShortcut(QKeySequence::Delete);
    for (QAction* action : {insert, remove}) {
        action->setShortcutContext(Qt::WidgetShortcut);
        m_tree->addAction(action);
    }
    connect(insert, &QAction::triggered, this, &AccessRightsEditor::addUrl);
    connect(remove, &QAction::triggered, this, &AccessRightsEditor::removeSelected);
    connect(m_model, &Model::refused, this,
            [this](const Error& error) { Q_EMIT failed(models::toQString(error.describe())); });
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &AccessRightsEditor::adaptButtons);
    connect(m_model, &Model::modelReset, this, &AccessRightsEditor::fitHeight);
    connect(m_model, &Model::rowsInserted, this, &AccessRightsEditor::fitHeight);
    connect(m_model, &Model::rowsRemoved, this, &AccessRightsEditor::fitHeight);
    connect(m_tree, &QTreeView::expanded, this, &AccessRightsEditor::fitHeight);
    connect(m_tree, &QTreeView::collapsed, this, &AccessRightsEditor::fitHeight);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &AccessRightsEditor::refreshTester);
    auto* delegate =
        new TellingDelegate([this](const QModelIndex& index, const QString& text) { testDraft(index, text); }, m_tree);
    connect(delegate, &QStyledItemDelegate::closeEditor, this, &AccessRightsEditor::refreshTester);
    m_tree->setItemDelegate(delegate);
    adaptButtons();
}

void AccessRightsEditor::setTarget(models::AccessRightsTarget* target)
{
    m_editable = target && target->isEditable();
    m_model->setTarget(target);
    if (m_target)
        disconnect(m_target, nullptr, this, nullptr);
    m_target = target;
    if (target)
        connect(target, &models::AccessRightsTarget::changed, this, &AccessRightsEditor::refreshTester);
    // What is granted lies open; what is not stays folded.
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QModelIndex api = m_model->index(row, 0);
        m_tree->setExpanded(api, api.data(Model::GrantedRole).toBool());
    }
    fitHeight();
    adaptButtons();
    refreshTester();
}

void AccessRightsEditor::adaptToTarget()
{
    m_editable = m_target && m_target->isEditable();
    m_tree->viewport()->update();
    adaptButtons();
}

void AccessRightsEditor::refreshTester()
{
    const AccessRights rights = m_target ? m_target->rights() : AccessRights{};
    QString apiId = m_tree->currentIndex().data(Model::ApiIdRole).toString();
    if (apiId.isEmpty() && !rights.empty())
        apiId = models::toQString(rights.begin()->first);
    m_tester->setRights(rights, apiId);
}

void AccessRightsEditor::testDraft(const QModelIndex& index, const QString& url)
{
    const bool isUrl = index.data(Model::KindRole).toInt() == int(Model::NodeKind::Url);
    if (!m_target || !isUrl || index.column() != Model::Name)
        return;
    AccessRights rights = m_target->rights();
    const QString apiId = index.data(Model::ApiIdRole).toString();
    const auto right = rights.find(models::toUtf8(apiId));
    const auto number = size_t(urlNumber(index));
    if (right == rights.end() || number >= right->second.allowedUrls.size())
        return;
    right->second.allowedUrls[number].url = models::toUtf8(url);
    m_tester->setRights(rights, apiId);
}

void AccessRightsEditor::addUrl()
{
    const QModelIndex api = m_tree->currentIndex();
    if (!m_editable || !api.isValid())
        return;
    const QString apiId = api.data(Model::ApiIdRole).toString();
    m_model->addUrl(api);
    const QModelIndex parent = m_model->indexOfApi(apiId);
    m_tree->expand(parent);
    // The new one is the last URL: its text is edited at once.
    for (int row = m_model->rowCount(parent) - 1; row >= 0; --row) {
        const QModelIndex child = m_model->index(row, Model::Name, parent);
        if (child.data(Model::KindRole).toInt() == int(Model::NodeKind::Url)) {
            m_tree->setCurrentIndex(child);
            m_tree->setFocus();
            m_tree->edit(child);
            return;
        }
    }
}

void AccessRightsEditor::addVersion()
{
    const QModelIndex api = m_tree->currentIndex();
    if (!api.isValid())
        return;
    const QString version = m_prompts.askText(this, tr("Add a version"), tr("Name of the version"), QString());
    if (!version.trimmed().isEmpty())
        m_model->addVersion(api, version.trimmed());
}

void AccessRightsEditor::addApi()
{
    const QString id = m_prompts.askText(this, tr("Add an API"), tr("API id, as its definition has it"), QString());
    if (!id.trimmed().isEmpty())
        m_model->grant(id.trimmed());
}

void AccessRightsEditor::removeSelected()
{
    const QModelIndex current = m_tree->currentIndex().siblingAtColumn(Model::Name);
    if (!m_editable || !current.isValid())
        return;
    if (current.data(Model::KindRole).toInt() == int(Model::NodeKind::Url))
        m_model->removeUrl(current);
    else
        m_model->setData(current, Qt::Unchecked, Qt::CheckStateRole);
}

void AccessRightsEditor::adaptButtons()
{
    const bool selected = m_editable && m_tree->currentIndex().isValid();
    m_addApi->setEnabled(m_editable);
    for (QPushButton* button : {m_addUrl, m_addVersion, m_remove})
        button->setEnabled(selected);
}

void AccessRightsEditor::fitHeight()
{
    int rows = 0;
    const std::function<void(const QModelIndex&)> count = [&](const QModelIndex& parent) {
        for (int row = 0; row < m_model->rowCount(parent); ++row) {
            ++rows;
            const QModelIndex child = m_model->index(row, 0, parent);
            if (m_tree->isExpanded(child))
                count(child);
        }
    };
    count({});
    constexpr int Fewest = 4, Most = 14;
    const int rowHeight = std::max(m_tree->sizeHintForRow(0), m_tree->fontMetrics().height() + theme::Tight);
    m_tree->setMinimumHeight(m_tree->header()->sizeHint().height() + std::clamp(rows, Fewest, Most) * rowHeight + 6);
}

QPushButton* AccessRightsEditor::addButton(const QString& name, const QString& text,
                                           void (AccessRightsEditor::*action)())
{
    auto* button = new QPushButton(text, this);
    button->setObjectName(name);
    connect(button, &QPushButton::clicked, this, action);
    return button;
}

} // namespace gatereeve::ui
