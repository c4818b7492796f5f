#pragma once

// A length of time in words: "14 days", "36 h", "none".

#include "core/units.h"
#include "ui/widgets/measureedit.h"

namespace gatereeve::ui
{

class DurationEdit final : public MeasureEdit
{
    Q_OBJECT

public:
    // `member`: the JSON member that the seconds go to, shown beside the field ("key_expires_in").
    explicit DurationEdit(const QString& member, QWidget* parent = nullptr);

    void setValue(int64_t seconds);
    // The last committed one, in seconds.
    int64_t value() const { return m_value; }

Q_SIGNALS:
    void edited(int64_t seconds);

protected:
    Result<QString> understand(const QString& text) const override;

private:
    QString m_member;
    int64_t m_value = 0;
};

} // namespace gatereeve::ui
