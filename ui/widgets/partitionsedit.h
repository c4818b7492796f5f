#pragma once

// Which parts a policy enforces: "Enforces [✓] rate [✓] quota [✓] access" and under it what that means for the key.
// None set and all set are both the whole policy (policy-semantics.md 1.3), and are shown as all three ticked.

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
    QString sentence() const;

Q_SIGNALS:
    // What is ticked, literally. Taking away the last tick gives none set, which is the whole policy again.
    void edited(const gatereeve::Partitions& value);

private:
    void take();
    void refresh();

    QCheckBox* m_rate;
    QCheckBox* m_quota;
    QCheckBox* m_access;
    QLabel* m_sentence;
    Partitions m_value;
};

} // namespace gatereeve::ui
