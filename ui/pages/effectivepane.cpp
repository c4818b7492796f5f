#include "ui/pages/effectivepane.h"

#include "models/effectivesessionmodel.h"
#include "ui/theme.h"
#include "ui/widgets/effectiveview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

namespace gatereeve::ui
{

EffectivePane::EffectivePane(QWidget* parent)
    : QWidget(parent),
      m_view(new EffectiveView(this)),
      m_difference(new QPushButton(this)),
      m_copy(new QPushButton(theme::icon(QStringLiteral("copy")), tr("&Copy as text"), this)),
      m_details(new QLabel(this))
{
    m_difference->setObjectName(QStringLiteral("nextDifference"));
    m_difference->setIcon(theme::icon(QStringLiteral("differs"), theme::Tone::Warning));
    m_difference->setFlat(true);
    m_difference->setToolTip(tr("To the next field that other rules would make different"));
    m_copy->setObjectName(QStringLiteral("copySessionButton"));
    m_copy->setToolTip(tr("State and table as text (Ctrl+Shift+C in the table)"));
    m_details->setObjectName(QStringLiteral("effectiveDetails"));
    m_details->setWordWrap(true);
    m_details->setTextFormat(Qt::PlainText);
    m_details->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_details->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_details->setContentsMargins(theme::Margin, 0, theme::Margin, 0);
    constexpr int Lines = 4; // what most sentences need; the table does not jump from row to row then
    m_details->setMinimumHeight(Lines * m_details->fontMetrics().lineSpacing());

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, theme::Tight);
    layout->setSpacing(theme::Tight);
    layout->addWidget(makeTop());
    layout->addWidget(m_view, 1);
    layout->addWidget(m_details);

    setTabOrder(m_difference, m_copy);
    setTabOrder(m_copy, m_view);

    connect(m_view, &EffectiveView::detailsChanged, this, &EffectivePane::showDetails);
    connect(m_view, &EffectiveView::copyRequested, this, &EffectivePane::copyRequested);
    connect(m_copy, &QPushButton::clicked, this, &EffectivePane::copyRequested);
    connect(m_difference, &QPushButton::clicked, m_view, &EffectiveView::goToNextDifference);
    showDetails();
    showDifferences();
}

QWidget* EffectivePane::makeTop()
{
    auto* heading = new QLabel(tr("&In effect"), this);
    theme::makeHeading(heading);
    heading->setBuddy(m_view);
    auto* top = new QWidget(this);
    auto* layout = new QHBoxLayout(top);
    layout->setContentsMargins(theme::Margin, 0, theme::Margin, 0);
    layout->setSpacing(theme::Gap);
    layout->addWidget(heading);
    layout->addStretch();
    layout->addWidget(m_difference);
    layout->addWidget(m_copy);
    return top;
}

void EffectivePane::setRows(models::SessionRows rows)
{
    m_view->setRows(std::move(rows));
    showDifferences();
}

void EffectivePane::copy(const QString& head)
{
    QGuiApplication::clipboard()->setText(head + QStringLiteral("\n\n") + m_view->session().text());
    const QString before = tr("&Copy as text");
    m_copy->setText(tr("Copied"));
    constexpr int SaidFor = 2000; // milliseconds
    QTimer::singleShot(SaidFor, m_copy, [button = m_copy, before] { button->setText(before); });
}

void EffectivePane::showDetails()
{
    const QString details = m_view->details();
    m_details->setText(details.isEmpty() ? tr("Choose a row to read why it is so.") : details);
}

void EffectivePane::showDifferences()
{
    const int differing = m_view->session().differing();
    m_difference->setVisible(differing > 0);
    m_difference->setText(tr("%n fields differ under other rules", nullptr, differing));
}

} // namespace gatereeve::ui
