#include "ui/widgets/lastgoodbar.h"

#include "models/jsonfile.h"
#include "models/text.h"
#include "ui/theme.h"
#include "ui/widgets/statelabel.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace gatereeve::ui
{

QString cannotBeRead(const models::JsonFile& file)
{
    const QString reason = file.error() ? models::toQString(file.error()->text) : QString();
    if (!file.error() || file.error()->place.line == 0)
        return LastGoodBar::tr("%1 can't be read: %2.").arg(file.name(), reason);
    return LastGoodBar::tr("%1 can't be read at line %2, column %3: %4.")
        .arg(file.name())
        .arg(file.error()->place.line)
        .arg(file.error()->place.column)
        .arg(reason);
}

LastGoodBar::LastGoodBar(QWidget* parent) : QFrame(parent), m_text(new StateLabel(this))
{
    setObjectName(QStringLiteral("lastGoodBar"));
    m_text->setObjectName(QStringLiteral("lastGoodText"));
    auto* show = new QPushButton(tr("Show the te&xt"), this);
    show->setObjectName(QStringLiteral("showBrokenText"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme::Gap, theme::Gap, theme::Gap, theme::Gap);
    layout->setSpacing(theme::Gap);
    layout->addWidget(m_text, 1);
    layout->addWidget(show, 0, Qt::AlignTop);
    connect(show, &QPushButton::clicked, this, [this] { Q_EMIT showTextRequested(m_place); });
    setBrokenFile(nullptr);
}

void LastGoodBar::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), theme::wash(theme::Tone::Bad));
}

void LastGoodBar::setBrokenFile(const models::JsonFile* file)
{
    setVisible(file);
    if (!file)
        return;
    m_place = file->error() ? file->error()->place : Place{};
    m_place.file = file->path();
    m_text->setState(QStringLiteral("error"), theme::Tone::Bad,
                     tr("%1 The form shows it as it last was.").arg(cannotBeRead(*file)));
}

QString LastGoodBar::text() const
{
    return isHidden() ? QString() : m_text->text();
}

} // namespace gatereeve::ui
