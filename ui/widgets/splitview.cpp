#include "ui/widgets/splitview.h"

#include "ui/theme.h"

#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

namespace gatereeve::ui
{

SplitView::SplitView(QWidget* list, QWidget* inspector, int inspectorWidth, QWidget* parent)
    : QWidget(parent),
      m_list(list),
      m_right(new QWidget(this)),
      m_splitter(new QSplitter(this)),
      m_back(new QToolButton(this))
{
    m_back->setObjectName(QStringLiteral("backToList"));
    m_back->setText(tr("Back to the list"));
    m_back->setIcon(theme::icon(QStringLiteral("back")));
    m_back->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_back->setAutoRaise(true);
    m_back->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Left));
    connect(m_back, &QToolButton::clicked, this, &SplitView::showList);

    auto* right = new QVBoxLayout(m_right);
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(0);
    right->addWidget(m_back, 0, Qt::AlignLeft);
    right->addWidget(inspector, 1);

    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_list);
    m_splitter->addWidget(m_right);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setSizes({700, inspectorWidth});

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);
    arrange();
}

void SplitView::setNarrow(bool narrow)
{
    m_narrow = narrow;
    arrange();
}

void SplitView::showInspector()
{
    m_inspecting = true;
    arrange();
}

void SplitView::showList()
{
    m_inspecting = false;
    arrange();
    m_list->setFocus();
}

bool SplitView::showsInspector() const
{
    return !m_right->isHidden();
}

QByteArray SplitView::saveState() const
{
    return m_splitter->saveState();
}

void SplitView::restoreState(const QByteArray& state)
{
    m_splitter->restoreState(state);
}

void SplitView::arrange()
{
    m_list->setVisible(!m_narrow || !m_inspecting);
    m_right->setVisible(!m_narrow || m_inspecting);
    m_back->setVisible(m_narrow);
}

} // namespace gatereeve::ui
