#pragma once

// A method and a path, typed: which allowed URL lets the request through, at which characters, under each profile; and
// what is wrong or too broad about the expressions, at once. Nothing is sent.

#include "core/accessright.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;

namespace gatereeve::models
{
struct UrlAnswer;
class UrlProbe;
class Workspace;
} // namespace gatereeve::models

namespace gatereeve::ui
{

class StateLabel;

class UrlTester final : public QWidget
{
    Q_OBJECT

public:
    explicit UrlTester(models::Workspace& workspace, QWidget* parent = nullptr);

    // The rights as they stand, or as they are being typed; `apiId` is the API that is looked at meanwhile.
    void setRights(const AccessRights& rights, const QString& apiId);

private:
    QWidget* makeVerdicts();
    void refresh();
    void showPath(const models::UrlAnswer& answer);
    void showVerdicts(const models::UrlAnswer& answer);
    void showRemarks(const models::UrlAnswer& answer);

    models::Workspace& m_workspace;
    models::UrlProbe* m_probe;
    AccessRights m_rights;
    QString m_apiId;
    QComboBox* m_method;
    QLineEdit* m_path;
    QLabel* m_marked;
    QLabel* m_where;
    QList<StateLabel*> m_verdicts; // one for each profile; the first also says what holds under all
    QList<StateLabel*> m_remarks;
    QLabel* m_moreRemarks;
};

} // namespace gatereeve::ui
