#pragma once

// Passed and refused requests per second over the last seconds that had any.

#include "core/clock.h"

#include <QTimer>
#include <QWidget>

#include <deque>

class QBarSet;
class QChart;
class QValueAxis;

namespace gatereeve::ui
{

class OutcomeChart final : public QWidget
{
    Q_OBJECT

public:
    explicit OutcomeChart(QWidget* parent = nullptr);

    // `second`: of the same clock for all calls; may come late.
    void add(int64_t second, bool passed);
    void clear();
    int passed() const;
    int refused() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Second {
        int64_t at = 0;
        int passed = 0, refused = 0;
    };
    void redraw();
    void applyTheme();

    std::deque<Second> m_seconds; // oldest first
    QTimer m_redraw;
    QChart* m_chart;
    QBarSet* m_passed;
    QBarSet* m_refused;
    QValueAxis* m_counts;
};

} // namespace gatereeve::ui
