#pragma once

// An effective session as a table: field · value · from · why; what lost is struck through under a fold.

#include "core/engine/provenance.h"

#include <QTreeView>

namespace gatereeve::models
{
class EffectiveSessionModel;
}

namespace gatereeve::ui
{

class EffectiveView final : public QTreeView
{
    Q_OBJECT

public:
    explicit EffectiveView(QWidget* parent = nullptr);

    void setProvenance(const Provenance& provenance);

Q_SIGNALS:
    // A row that comes from a policy was activated.
    void policyActivated(const QString& id);

private:
    models::EffectiveSessionModel* m_model;
};

} // namespace gatereeve::ui
