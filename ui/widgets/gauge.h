#pragma once

// How much of a limit is used: a label, a bar and the numbers in words.

#include <QString>
#include <QWidget>

namespace gatereeve::ui
{

class Gauge final : public QWidget
{
    Q_OBJECT

public:
    explicit Gauge(const QString& label, QWidget* parent = nullptr);

    // maximum 0: not limited.
    void setValue(int64_t used, int64_t maximum, const QString& words);
    QString words() const { return m_words; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_label, m_words;
    int64_t m_used = 0, m_maximum = 0;
};

} // namespace gatereeve::ui
