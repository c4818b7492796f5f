#pragma once

// Which parts a policy enforces: "Enforces [✓] rate [✓] quota [✓] access [ ] per API" and under it what that means for
// the key (enforceswords.h). None set and all set are both the whole policy (policy-semantics.md 1.3), and are shown as
// all three ticked. per_api excludes the others (6.3): ticking one side takes the other away.

#include "core/policy.h"

#include <QWidget>

class QCheckBox;
class QLabel;

namespace gatereeve::ui
{

class PartitionsEdit final : public QWidget
{
    Q_OBJECT

public:
    explicit PartitionsEdit(QWidget* parent = nullptr);

    void setValue(const Partitions& value);
    Partitions value() const { return m_value; }
    void setSentence(const QString& sentence);

Q_SIGNALS:
    // What is ticked, literally. Taking away the last tick gives none set, which is the whole policy again.
    void edited(const gatereeve::Partitions& value);

private:
    void takePart();
    void takePerApi();
    void refresh();

    QCheckBox* m_rate;
    QCheckBox* m_quota;
    QCheckBox* m_access;
    QCheckBox* m_perApi;
    QLabel* m_sentence;
    Partitions m_value;
};

} // namespace gatereeve::ui
