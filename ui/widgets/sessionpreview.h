#pragma once

// What a session would be, with what the last change made different marked by a word, weight and ground.

#include "core/engine/provenance.h"

#include <QTableView>

namespace gatereeve::models
{
class SessionPreviewModel;
}

namespace gatereeve::ui
{

class SessionPreview final : public QTableView
{
    Q_OBJECT

public:
    explicit SessionPreview(QWidget* parent = nullptr);

    void showDifference(const Provenance& before, const Provenance& now);
    int changes() const;

Q_SIGNALS:
    // Of the current line, "rate: policy gold sets 5 per second"; empty: there is none.
    void reasonChanged(const QString& reason);

private:
    void tellReason();

    models::SessionPreviewModel* m_model;
    bool m_fitted = false;
};

} // namespace gatereeve::ui
