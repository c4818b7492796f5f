#include "ui/pages/problemdetails.h"

#include "models/problemtext.h"
#include "models/text.h"
#include "ui/marks.h"
#include "ui/widgets/statelabel.h"

#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

namespace gatereeve::ui
{

namespace
{

QLabel* addText(QVBoxLayout* layout, const QString& name)
{
    auto* label = new QLabel;
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setFocusPolicy(Qt::NoFocus);
    layout->addWidget(label);
    return label;
}

} // namespace

ProblemDetails::ProblemDetails(const models::Workspace& workspace, QWidget* parent)
    : QWidget(parent),
      m_workspace(workspace),
      m_content(new QWidget),
      m_nothing(new QLabel(tr("Select a problem to see why it matters."), this)),
      m_severity(new StateLabel)
{
    auto* texts = new QVBoxLayout(m_content);
    texts->setContentsMargins(0, 0, theme::Gap, 0);
    texts->setSpacing(theme::Tight);
    texts->addWidget(m_severity);
    m_sentence = addText(texts, QStringLiteral("problemSentence"));
    theme::makeHeading(m_sentence);
    m_place = addText(texts, QStringLiteral("problemPlace"));
    theme::makeMuted(m_place);
    m_reason = addSection(texts, QStringLiteral("problemReason"), tr("Why it matters"));
    m_example = addSection(texts, QStringLiteral("problemExample"), tr("For example"));
    m_example.text->setFont(theme::fixedFont());
    m_remedy = addSection(texts, QStringLiteral("problemRemedy"), tr("What to do"));
    m_fix = addSection(texts, QStringLiteral("problemFix"), tr("What the fix does"));
    texts->addStretch();

    auto* scroll = new QScrollArea(this);
    scroll->setWidget(m_content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    theme::makeMuted(m_nothing);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll, 1);
    layout->addWidget(m_nothing, 1);
    setProblem(nullptr);
}

ProblemDetails::Section ProblemDetails::addSection(QVBoxLayout* layout, const QString& name, const QString& heading)
{
    layout->addSpacing(theme::Gap);
    auto* title = new QLabel(heading);
    theme::makeMuted(title);
    layout->addWidget(title);
    return {title, addText(layout, name)};
}

void ProblemDetails::show(const Section& section, const QString& text)
{
    section.text->setText(text);
    section.heading->setVisible(!text.isEmpty());
    section.text->setVisible(!text.isEmpty());
}

void ProblemDetails::setProblem(const models::Problem* problem)
{
    m_content->setVisible(problem);
    m_nothing->setVisible(!problem);
    if (!problem)
        return;
    const Finding& finding = problem->finding;
    const Mark mark = markOf(finding.severity);
    m_severity->setState(
        mark.icon, mark.tone,
        tr("%1 · %2").arg(models::severityWord(finding.severity), models::toQString(problem->rule->id)));
    m_sentence->setText(models::sentence(finding.message));
    const QString place = models::placeTitle(m_workspace, finding.place);
    const QString path = models::toQString(finding.place.path);
    m_place->setText(path.isEmpty() ? place : tr("%1 · %2").arg(place, path));
    show(m_reason, models::toQString(problem->rule->reason));
    show(m_example, models::toQString(problem->rule->example));
    show(m_remedy, models::toQString(problem->rule->remedy));
    QString fix;
    if (problem->fix) {
        const QString title = models::sentence(problem->fix->title);
        fix = problem->fix->isSafe ? tr("%1. What is enforced stays the same.").arg(title)
                                   : tr("%1. This changes what is enforced.").arg(title);
        fix.front() = fix.front().toUpper();
    }
    show(m_fix, fix);
}

} // namespace gatereeve::ui
