#include "ui/dialogs/convertdialog.h"

#include "core/workspace/convertedfiles.h"
#include "models/text.h"
#include "models/workspace.h"
#include "ui/prompts.h"
#include "ui/theme.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace gatereeve::ui
{

using namespace Qt::StringLiterals;

ConvertDialog::ConvertDialog(models::Workspace& workspace, Prompts& prompts, QWidget* parent)
    : QDialog(parent),
      m_workspace(workspace),
      m_prompts(prompts),
      m_folder(new QLineEdit(this)),
      m_notes(new QTreeWidget(this)),
      m_state(new QLabel(this))
{
    setObjectName(u"convertDialog"_s);
    setWindowTitle(tr("Convert the policies"));
    resize(720, 480);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_write = buttons->addButton(tr("&Write"), QDialogButtonBox::AcceptRole);
    m_write->setObjectName(u"writeConverted"_s);
    m_notes->setObjectName(u"conversionNotes"_s);
    m_notes->setAccessibleName(tr("What the conversion changes"));
    m_notes->setHeaderLabels({tr("What it changes"), tr("Where")});
    m_notes->setRootIsDecorated(false);
    m_notes->header()->setStretchLastSection(false);
    m_notes->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_notes->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_state->setObjectName(u"conversionState"_s);
    m_state->setWordWrap(true);

    auto* layout = new QVBoxLayout(this);
    layout->addLayout(makeForms());
    layout->addLayout(makeFolder());
    layout->addWidget(m_notes, 1);
    layout->addWidget(m_state);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &ConvertDialog::write);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    convert();
}

QLayout* ConvertDialog::makeForms()
{
    struct Form {
        PolicyForm form;
        QString name, text;
    };
    const Form forms[] = {
        {PolicyForm::ById, u"toFile"_s, tr("One &file, policies by id (policy_record_name; all versions)")},
        {PolicyForm::Folder, u"toFolder"_s, tr("A f&older with one policy a file (policy_path; 5.x)")},
        {PolicyForm::Export, u"toExport"_s, tr("A dashboard's &export, one policy a file")},
    };
    auto* column = new QVBoxLayout;
    const PolicyForm now = m_workspace.policyForm();
    m_to = now == PolicyForm::ById ? PolicyForm::Folder : PolicyForm::ById;
    for (const Form& form : forms) {
        auto* button = new QRadioButton(form.form == now ? tr("%1: as they are now").arg(form.text) : form.text, this);
        button->setObjectName(form.name);
        button->setChecked(form.form == m_to);
        connect(button, &QRadioButton::clicked, this, [this, to = form.form] {
            m_to = to;
            convert();
        });
        column->addWidget(button);
    }
    return column;
}

QLayout* ConvertDialog::makeFolder()
{
    m_folder->setObjectName(u"conversionFolder"_s);
    m_folder->setAccessibleName(tr("Folder to write into"));
    m_folder->setText(QDir(models::toQString(m_workspace.layout().folder)).filePath(u"converted"_s));
    auto* choose = new QPushButton(tr("&Choose…"), this);
    auto* label = new QLabel(tr("&Into the folder"), this);
    label->setBuddy(m_folder);
    auto* row = new QHBoxLayout;
    row->addWidget(label);
    row->addWidget(m_folder, 1);
    row->addWidget(choose);
    connect(choose, &QPushButton::clicked, this, &ConvertDialog::chooseFolder);
    connect(m_folder, &QLineEdit::textChanged, this, &ConvertDialog::showNotes);
    return row;
}

void ConvertDialog::chooseFolder()
{
    if (const QString folder = m_prompts.askFolder(this, m_folder->text()); !folder.isEmpty())
        m_folder->setText(folder);
}

void ConvertDialog::convert()
{
    std::vector<json::Document> documents;
    m_broken.clear();
    for (const models::JsonFile* file : m_workspace.policyFiles()) {
        if (file->document())
            documents.push_back(*file->document());
        else if (!file->isGone())
            m_broken.append(file->name());
    }
    m_converted = {};
    if (m_broken.isEmpty())
        m_converted = convertPolicies(documents, m_workspace.policyForm(),
                                      nameRuleOf(m_workspace.layout(), m_workspace.profile()), m_to);
    showNotes();
}

void ConvertDialog::showNotes()
{
    m_notes->clear();
    for (const Finding& finding : m_converted.notes) {
        const QString file = QFileInfo(models::toQString(finding.place.file)).fileName();
        const QString where = finding.place.line > 0 ? u"%1:%2"_s.arg(file).arg(finding.place.line) : file;
        auto* row = new QTreeWidgetItem(m_notes, {models::sentence(finding.message), where});
        row->setToolTip(0, row->text(0));
    }
    const int files = static_cast<int>(m_converted.files.size());
    m_write->setEnabled(files > 0 && !m_folder->text().trimmed().isEmpty());
    m_write->setText(tr("&Write %n files", nullptr, files));
    if (!m_broken.isEmpty())
        return m_state->setText(tr("Broken, to be mended first: %1.").arg(m_broken.join(u", "_s)));
    m_state->setText(m_converted.notes.empty()
                         ? tr("Nothing is lost.")
                         : tr("%n notes to read before.", nullptr, int(m_converted.notes.size())));
}

void ConvertDialog::write()
{
    const QString folder =
        QDir(models::toQString(m_workspace.layout().folder)).absoluteFilePath(m_folder->text().trimmed());
    const auto written = writeConverted(m_converted.files, models::toUtf8(folder), m_workspace.disk());
    if (!written) {
        m_state->setText(models::toQString(written.error().describe()));
        return;
    }
    m_written = m_to == PolicyForm::ById ? folder + u'/' + models::toQString(m_converted.files.front().name) : folder;
    accept();
}

} // namespace gatereeve::ui
