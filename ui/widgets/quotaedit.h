#pragma once

// A quota in words: "10 000 per 30 days", "100, never renewed", "unlimited".

#include "core/units.h"
#include "ui/widgets/measureedit.h"

namespace gatereeve::ui
{

class QuotaEdit final : public MeasureEdit
{
    Q_OBJECT

public:
    explicit QuotaEdit(QWidget* parent = nullptr);

    void setValue(const QuotaText& value);
    // The last committed one.
    QuotaText value() const { return m_value; }

Q_SIGNALS:
    void edited(const gatereeve::QuotaText& value);

protected:
    Result<QString> understand(const QString& text) const override;

private:
    QuotaText m_value;
};

} // namespace gatereeve::ui
