#pragma once

// A rate limit in words: "5 per second", "100/min", "unlimited".

#include "core/units.h"
#include "ui/widgets/measureedit.h"

namespace gatereeve::ui
{

class LimitEdit final : public MeasureEdit
{
    Q_OBJECT

public:
    explicit LimitEdit(QWidget* parent = nullptr);

    void setValue(const RateText& value);
    // The last committed one.
    RateText value() const { return m_value; }

Q_SIGNALS:
    void edited(const gatereeve::RateText& value);

protected:
    Result<QString> understand(const QString& text) const override;

private:
    RateText m_value;
};

} // namespace gatereeve::ui
