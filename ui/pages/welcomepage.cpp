#include "ui/pages/welcomepage.h"

#include "ui/theme.h"

#include <QCommandLinkButton>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace gatereeve::ui
{

namespace
{

constexpr int ColumnWidth = 520;

QCommandLinkButton* link(const QString& name, const QString& icon, const QString& text, const QString& description)
{
    auto* button = new QCommandLinkButton(text, description);
    button->setObjectName(name);
    button->setIcon(theme::icon(icon, theme::Tone::Accent));
    button->setIconSize(QSize(24, 24));
    return button;
}

} // namespace

WelcomePage::WelcomePage(QWidget* parent) : QWidget(parent), m_recentBox(new QWidget(this))
{
    auto* title = new QLabel(tr("Gatereeve"), this);
    QFont font = title->font();
    font.setPointSizeF(font.pointSizeF() * 2.2);
    font.setBold(true);
    title->setFont(font);
    auto* subtitle =
        new QLabel(tr("Edit token policies, issue keys, and see at once what the gateway makes of them."), this);
    subtitle->setWordWrap(true);
    theme::makeMuted(subtitle);

    auto* example = link(QStringLiteral("welcomeExample"), QStringLiteral("try"), tr("Open the &example"),
                         tr("The first allowed and the first refused call in a minute."));
    auto* open = link(QStringLiteral("welcomeOpen"), QStringLiteral("open"), tr("&Open a workspace…"),
                      tr("A tyk.conf, a policies.json, or what a dashboard exported. A folder can be dropped here."));
    auto* recentTitle = new QLabel(tr("Recent"), m_recentBox);
    theme::makeHeading(recentTitle);
    m_recent = new QVBoxLayout;
    m_recent->setSpacing(0);
    auto* recentLayout = new QVBoxLayout(m_recentBox);
    recentLayout->setContentsMargins(0, 0, 0, 0);
    recentLayout->addWidget(recentTitle);
    recentLayout->addLayout(m_recent);
    auto* promise = new QLabel(tr("No account. Nothing leaves this machine."), this);
    theme::makeMuted(promise);

    auto* column = new QWidget(this);
    column->setFixedWidth(ColumnWidth);
    auto* layout = new QVBoxLayout(column);
    layout->setSpacing(theme::Gap);
    layout->addWidget(title);
    layout->addWidget(subtitle);
    layout->addSpacing(theme::Wide);
    layout->addWidget(example);
    layout->addWidget(open);
    layout->addSpacing(theme::Wide);
    layout->addWidget(m_recentBox);
    layout->addSpacing(theme::Wide);
    layout->addWidget(promise);
    // Stretches, not an alignment: that would give the column a height that lines which wrap don't fit into.
    auto* middle = new QHBoxLayout;
    middle->addStretch();
    middle->addWidget(column);
    middle->addStretch();
    auto* outer = new QVBoxLayout(this);
    outer->addStretch(2);
    outer->addLayout(middle);
    outer->addStretch(3);
    setFocusProxy(example);
    setRecent({});

    connect(example, &QCommandLinkButton::clicked, this, &WelcomePage::exampleRequested);
    connect(open, &QCommandLinkButton::clicked, this, &WelcomePage::openRequested);
}

void WelcomePage::setRecent(const QStringList& folders)
{
    while (QLayoutItem* item = m_recent->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const QString& folder : folders) {
        auto* button = link(QStringLiteral("recent"), QStringLiteral("open"), QFileInfo(folder).fileName(),
                            QDir::toNativeSeparators(folder));
        m_recent->addWidget(button);
        connect(button, &QCommandLinkButton::clicked, this, [this, folder] { Q_EMIT recentRequested(folder); });
    }
    m_recentBox->setVisible(!folders.isEmpty());
}

} // namespace gatereeve::ui
