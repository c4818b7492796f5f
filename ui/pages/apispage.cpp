#include "ui/pages/apispage.h"

#include "core/units.h"
#include "models/apitablemodel.h"
#include "models/text.h"
#include "ui/marks.h"
#include "ui/widgets/lastgoodbar.h"
#include "ui/widgets/splitview.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace gatereeve::ui
{

using Table = models::ApiTableModel;

ApisPage::ApisPage(models::Workspace& workspace, QWidget* parent)
    : Page(parent),
      m_workspace(workspace),
      m_model(new Table(workspace, this)),
      m_split(new SplitView(makeList(), makeDetails(), 460, this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_split);
    setFocusProxy(m_table);
    connect(&workspace, &models::Workspace::apisChanged, this, &ApisPage::showCurrent);
    connect(&workspace, &models::Workspace::settingsChanged, this, &ApisPage::showCurrent);
    showCurrent();
}

QWidget* ApisPage::makeList()
{
    auto* list = new QWidget(this);
    m_table = new QTableView(list);
    m_table->setObjectName(QStringLiteral("apiTable"));
    m_table->setAccessibleName(tr("API definitions"));
    m_table->setModel(m_model);
    theme::style(m_table);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->setSectionResizeMode(Table::Target, QHeaderView::Stretch);
    auto* layout = new QVBoxLayout(list);
    layout->setContentsMargins(theme::Margin, theme::Margin, theme::Gap, theme::Margin);
    layout->addWidget(m_table);
    list->setFocusProxy(m_table);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ApisPage::showCurrent);
    connect(m_table, &QTableView::activated, this, [this] { m_split->showInspector(); });
    return list;
}

QWidget* ApisPage::makeDetails()
{
    auto* details = new QWidget(this);
    m_title = new QLabel(details);
    m_title->setObjectName(QStringLiteral("apiTitle"));
    m_title->setTextFormat(Qt::PlainText);
    theme::makeTitle(m_title);
    m_facts = new QFormLayout;
    m_facts->setHorizontalSpacing(theme::Wide);
    m_facts->setVerticalSpacing(theme::Gap);
    m_findingsLabel = new QLabel(tr("What is worth knowing about it"), details);
    theme::makeHeading(m_findingsLabel);
    m_findings = new QTreeWidget(details);
    m_findings->setObjectName(QStringLiteral("apiFindings"));
    m_findings->setAccessibleName(m_findingsLabel->text());
    m_findings->setHeaderHidden(true);
    m_findings->setRootIsDecorated(false);
    m_findings->setWordWrap(true);
    m_try = new QPushButton(theme::icon(QStringLiteral("try")), tr("Tr&y it"), details);
    m_try->setObjectName(QStringLiteral("tryApi"));
    connect(m_try, &QPushButton::clicked, this,
            [this] { Q_EMIT tryRequested(m_try->property("listenPath").toString()); });
    m_edit = new QPushButton(tr("Edit the te&xt"), details);
    m_edit->setObjectName(QStringLiteral("editApiText"));
    connect(m_edit, &QPushButton::clicked, this, [this] { Q_EMIT textRequested(placeOfSelection()); });
    m_broken = new LastGoodBar(details);
    connect(m_broken, &LastGoodBar::showTextRequested, this, &ApisPage::textRequested);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme::Tight);
    buttons->addWidget(m_try);
    buttons->addWidget(m_edit);
    buttons->addStretch();
    auto* layout = new QVBoxLayout(details);
    layout->setContentsMargins(theme::Margin, theme::Margin, theme::Margin, theme::Margin);
    layout->setSpacing(theme::Wide);
    layout->addWidget(m_title);
    layout->addWidget(m_broken);
    layout->addLayout(m_facts);
    layout->addLayout(buttons);
    layout->addWidget(m_findingsLabel);
    layout->addWidget(m_findings, 1);
    layout->addStretch();
    return details;
}

void ApisPage::setNarrow(bool narrow)
{
    m_split->setNarrow(narrow);
}

void ApisPage::saveLayout(QSettings& settings) const
{
    settings.setValue(QStringLiteral("splitter"), m_split->saveState());
    settings.setValue(QStringLiteral("header"), m_table->horizontalHeader()->saveState());
    settings.setValue(QStringLiteral("selected"), m_table->currentIndex().row());
}

void ApisPage::restoreLayout(const QSettings& settings)
{
    m_split->restoreState(settings.value(QStringLiteral("splitter")).toByteArray());
    if (!m_table->horizontalHeader()->restoreState(settings.value(QStringLiteral("header")).toByteArray()))
        m_table->resizeColumnsToContents();
    m_table->selectRow(settings.value(QStringLiteral("selected"), 0).toInt());
}

void ApisPage::select(const QString& apiId)
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (m_model->index(row, Table::ApiId).data().toString() == apiId)
            selectRow(row);
    }
}

void ApisPage::selectFile(const QString& path)
{
    for (int row = 0; row < m_workspace.apiList().rowCount(); ++row) {
        if (m_workspace.apiList().at(row).file == path)
            selectRow(row);
    }
}

void ApisPage::selectRow(int row)
{
    m_table->selectionModel()->setCurrentIndex(m_model->index(row, 0),
                                               QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_split->showInspector();
}

void ApisPage::showCurrent()
{
    while (m_facts->rowCount() > 0)
        m_facts->removeRow(0);
    m_findings->clear();
    const int row = m_table->currentIndex().row();
    const bool any = row >= 0 && row < m_workspace.apiList().rowCount();
    for (QWidget* button : {m_try, m_edit})
        button->setVisible(any);
    m_title->setText(any ? m_model->index(row, Table::Name).data().toString() : tr("Select an API"));
    m_broken->setBrokenFile(nullptr);
    m_findingsLabel->setVisible(false);
    m_findings->setVisible(false);
    if (!any)
        return;
    showFacts(row);
    const models::ApiItem& item = m_workspace.apiList().at(row);
    const models::JsonFile* file = m_workspace.fileAt(item.file);
    m_broken->setBrokenFile(file && file->error() ? file : nullptr);
    m_try->setProperty("listenPath", m_model->index(row, Table::ListenPath).data());
    m_try->setEnabled(item.definition.has_value());
    showFindings(item);
}

void ApisPage::showFacts(int row)
{
    for (const int column : {Table::State, Table::ListenPath, Table::Target, Table::Protection, Table::Versions})
        addFact(m_facts, m_model->headerData(column, Qt::Horizontal).toString(),
                m_model->index(row, column).data().toString());
    const models::ApiItem& item = m_workspace.apiList().at(row);
    if (item.definition) {
        const ApiDefinition& api = *item.definition;
        addFact(m_facts, tr("Id"), models::toQString(api.apiId));
        addFact(m_facts, tr("Organisation"), models::toQString(api.orgId));
        if (api.isOas)
            addFact(m_facts, tr("Kind"), tr("OpenAPI document with x-tyk-api-gateway"));
        for (const std::string& target : api.targetList)
            addFact(m_facts, tr("One target of several"), models::toQString(target));
        if (api.globalRate > 0)
            addFact(m_facts, tr("Rate of the API"), models::toQString(rateText(api.globalRate, api.globalPer)));
    }
    addFact(m_facts, tr("File"), item.file);
}

void ApisPage::showFindings(const models::ApiItem& item)
{
    for (const Finding& finding : item.findings) {
        auto* entry = new QTreeWidgetItem(m_findings, {models::sentence(finding.message)});
        const Mark mark = markOf(finding.severity);
        entry->setIcon(0, theme::icon(mark.icon, mark.tone));
        entry->setToolTip(0, models::toQString(toString(finding.place)) + entry->text(0));
    }
    m_findingsLabel->setVisible(!item.findings.empty());
    m_findings->setVisible(!item.findings.empty());
}

Place ApisPage::placeOfSelection() const
{
    const int row = m_table->currentIndex().row();
    if (row < 0 || row >= m_workspace.apiList().rowCount())
        return {};
    const models::JsonFile* file = m_workspace.fileAt(m_workspace.apiList().at(row).file);
    Place place = file && file->error() ? file->error()->place : Place{};
    place.file = models::toUtf8(m_workspace.apiList().at(row).file);
    return place;
}

void ApisPage::addFact(QFormLayout* form, const QString& name, const QString& value)
{
    if (value.isEmpty())
        return;
    auto* label = new QLabel(value);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* caption = new QLabel(name);
    theme::makeMuted(caption);
    form->addRow(caption, label);
}

} // namespace gatereeve::ui
