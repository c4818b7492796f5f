#pragma once

// A list and the inspector of what is selected in it, side by side; in a narrow window one of the two, with a way back.

#include <QWidget>

class QSplitter;
class QToolButton;

namespace gatereeve::ui
{

class SplitView final : public QWidget
{
    Q_OBJECT

public:
    // Takes both. `inspectorWidth`: where the splitter stands before anybody moves it.
    SplitView(QWidget* list, QWidget* inspector, int inspectorWidth, QWidget* parent = nullptr);

    void setNarrow(bool narrow);
    bool isNarrow() const { return m_narrow; }
    // Matters when narrow: which of the two is seen.
    void showInspector();
    void showList();
    bool showsInspector() const;

    QByteArray saveState() const;
    void restoreState(const QByteArray& state);

private:
    void arrange();

    QWidget* m_list;
    QWidget* m_right;
    QSplitter* m_splitter;
    QToolButton* m_back;
    bool m_narrow = false, m_inspecting = false;
};

} // namespace gatereeve::ui
