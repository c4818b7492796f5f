#pragma once

// One problem in full: what it is, why it matters, an example of its rule, how to mend it, and what a fix would do.

#include "models/problemlist.h"

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace gatereeve::models
{
class Workspace;
}

namespace gatereeve::ui
{

class StateLabel;

class ProblemDetails final : public QWidget
{
    Q_OBJECT

public:
    explicit ProblemDetails(const models::Workspace& workspace, QWidget* parent = nullptr);

    void setProblem(const models::Problem* problem); // null: none is chosen

private:
    struct Section {
        QLabel* heading;
        QLabel* text;
    };
    Section addSection(QVBoxLayout* layout, const QString& name, const QString& heading);
    static void show(const Section& section, const QString& text);

    const models::Workspace& m_workspace;
    QWidget* m_content;
    QLabel* m_nothing;
    StateLabel* m_severity;
    QLabel* m_sentence;
    QLabel* m_place;
    Section m_reason{}, m_example{}, m_remedy{}, m_fix{};
};

} // namespace gatereeve::ui
