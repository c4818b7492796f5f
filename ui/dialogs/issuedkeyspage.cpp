#include "ui/dialogs/issuedkeyspage.h"

#include "core/workspace/privatefile.h"
#include "models/handover.h"
#include "models/keystate.h"
#include "models/text.h"
#include "ui/prompts.h"
#include "ui/theme.h"
#include "ui/widgets/statelabel.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace gatereeve::ui
{

using namespace Qt::StringLiterals;
using models::toQString;

IssuedKeysPage::IssuedKeysPage(models::Workspace& workspace, Prompts& prompts, QWidget* parent)
    : QWidget(parent),
      m_workspace(workspace),
      m_prompts(prompts),
      m_title(new QLabel(this)),
      m_error(new StateLabel(this)),
      m_key(new QPlainTextEdit(this)),
      m_table(new QTableWidget(this)),
      m_copy(new QPushButton(theme::icon(u"copy"_s), tr("&Copy"), this)),
      m_saveSheet(new QPushButton(theme::icon(u"save"_s), tr("Save &hand-over sheet…"), this)),
      m_saveCsv(new QPushButton(theme::icon(u"save"_s), tr("Save as CS&V…"), this)),
      m_base(new QLineEdit(this)),
      m_done(new StateLabel(this))
{
    m_title->setObjectName(u"issuedTitle"_s);
    theme::makeTitle(m_title);
    m_title->setWordWrap(true);
    m_error->setObjectName(u"issuedError"_s);
    m_key->setObjectName(u"issuedKeys"_s);
    m_key->setAccessibleName(tr("Issued key"));
    m_key->setReadOnly(true);
    m_key->setTabChangesFocus(true);
    QFont font = theme::fixedFont();
    font.setPointSizeF(font.pointSizeF() * 1.2);
    m_key->setFont(font);
    m_key->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_key->setFixedHeight(2 * m_key->fontMetrics().lineSpacing() + theme::Wide);
    m_table->setObjectName(u"issuedTable"_s);
    m_table->setAccessibleName(tr("Issued keys"));
    theme::style(m_table);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_copy->setObjectName(u"copyKey"_s);
    m_saveSheet->setObjectName(u"saveSheet"_s);
    m_saveCsv->setObjectName(u"saveCsv"_s);
    m_base->setObjectName(u"issuedBaseAddress"_s);
    m_done->setObjectName(u"issuedDone"_s);
    layOut();
    connect(m_copy, &QPushButton::clicked, this, &IssuedKeysPage::copy);
    connect(m_saveSheet, &QPushButton::clicked, this, &IssuedKeysPage::saveSheet);
    connect(m_saveCsv, &QPushButton::clicked, this, &IssuedKeysPage::saveCsv);
}

void IssuedKeysPage::layOut()
{
    auto* hint = new QLabel(this);
    hint->setWordWrap(true);
    hint->setText(
        m_workspace.settings().hashKeys
            ? tr("Copy it now: only a hash is stored, and the text is forgotten when the window closes.")
            : tr("Shown in full only here. Texts of keys are kept beside the workspace, so that Try can send them."));
    theme::makeMuted(hint);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme::Gap);
    for (QPushButton* button : {m_copy, m_saveSheet, m_saveCsv})
        buttons->addWidget(button);
    buttons->addStretch();
    auto* baseLabel = new QLabel(tr("Address in the &sheet"), this);
    baseLabel->setBuddy(m_base);
    auto* base = new QHBoxLayout;
    base->setSpacing(theme::Wide);
    base->addWidget(baseLabel);
    base->addWidget(m_base, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::Gap);
    layout->addWidget(m_title);
    layout->addWidget(m_error);
    layout->addWidget(hint);
    layout->addWidget(m_key);
    layout->addWidget(m_table, 1);
    layout->addLayout(buttons);
    layout->addLayout(base);
    layout->addWidget(m_done);
    layout->addStretch();
}

void IssuedKeysPage::setBaseAddress(const QString& address)
{
    m_base->setText(address);
}

QString IssuedKeysPage::baseAddress() const
{
    return m_base->text().trimmed();
}

void IssuedKeysPage::showKeys(const std::vector<StoredKey>& keys, const QString& title, const QString& error)
{
    m_issued = keys;
    const bool several = keys.size() > 1;
    m_title->setText(title);
    m_error->setVisible(!error.isEmpty());
    m_error->setState(u"error"_s, theme::Tone::Bad, error);
    m_key->setVisible(!several);
    m_table->setVisible(several);
    m_saveCsv->setVisible(several);
    m_copy->setText(several ? tr("&Copy all") : tr("&Copy"));
    m_key->setPlainText(keys.empty() ? QString() : toQString(keys.front().text));
    if (several)
        fillTable();
    m_copy->setFocus();
}

void IssuedKeysPage::fillTable()
{
    m_table->setColumnCount(3);
    m_table->setHorizontalHeaderLabels({tr("Name"), tr("Key"), tr("Ends")});
    m_table->setRowCount(int(m_issued.size()));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const StoredKey& key = m_issued[size_t(row)];
        auto* text = new QTableWidgetItem(toQString(key.text));
        text->setFont(theme::fixedFont());
        m_table->setItem(row, 0, new QTableWidgetItem(toQString(key.session.alias)));
        m_table->setItem(row, 1, text);
        const int64_t ends = key.session.expires;
        m_table->setItem(row, 2, new QTableWidgetItem(ends > 0 ? models::exactTime(ends) : tr("never")));
    }
    m_table->resizeColumnsToContents();
    m_table->horizontalHeader()->setStretchLastSection(true);
}

void IssuedKeysPage::copy()
{
    QStringList lines;
    for (const StoredKey& key : m_issued) {
        const QString text = toQString(key.text);
        const bool named = m_issued.size() > 1 && !key.session.alias.empty();
        lines.append(named ? QString(toQString(key.session.alias) + u'\t' + text) : text);
    }
    copyForAWhile(lines.join(u'\n'), m_later, [page = QPointer<IssuedKeysPage>(this)] {
        if (page)
            page->m_done->setState(u"note"_s, theme::Tone::Muted, tr("The clipboard was cleared."));
    });
    m_done->setState(u"passed"_s, theme::Tone::Good,
                     tr("Copied; the clipboard is cleared in %n seconds.", nullptr, int(ClipboardTime.count())));
}

void IssuedKeysPage::saveSheet()
{
    save(tr("Save the hand-over sheet"), fileName(u".txt"_s),
         models::handOverSheet(m_issued, m_workspace, baseAddress()));
}

void IssuedKeysPage::saveCsv()
{
    save(tr("Save the keys as CSV"), fileName(u".csv"_s), models::keysAsCsv(m_issued));
}

void IssuedKeysPage::save(const QString& title, const QString& name, const QString& text)
{
    const QString path = m_prompts.askSaveFile(this, title, name);
    if (path.isEmpty())
        return;
    const auto saved = writePrivately(m_workspace.disk(), models::toUtf8(path), models::toUtf8(text));
    if (saved)
        m_done->setState(u"passed"_s, theme::Tone::Good, tr("Saved as %1; only you can read it.").arg(path));
    else
        m_done->setState(u"error"_s, theme::Tone::Bad, tr("Not saved. %1").arg(toQString(saved.error().describe())));
}

// After the one it is for, as far as that makes a name of a file.
QString IssuedKeysPage::fileName(const QString& ending) const
{
    QString name = m_issued.size() == 1 ? toQString(m_issued.front().session.alias) : QString();
    for (QChar& c : name)
        c = c.isLetterOrNumber() || c == u'-' || c == u'_' || c == u' ' ? c : QChar(u'-');
    return (name.trimmed().isEmpty() ? tr("keys") : name.trimmed()) + ending;
}

} // namespace gatereeve::ui
