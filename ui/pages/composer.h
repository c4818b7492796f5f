#pragma once

// Where a request is put together: key, method, path, headers, body.

#include "ui/gatewaycontrol.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QStringListModel;

namespace gatereeve::models
{
class Workspace;
}

namespace gatereeve::ui
{

class Composer final : public QWidget
{
    Q_OBJECT

public:
    explicit Composer(models::Workspace& workspace, QWidget* parent = nullptr);

    // Stored name of the chosen key; empty: none.
    QString keyName() const;
    QString keyLabel() const;
    void setKey(const QString& name);
    void setPath(const QString& path);
    QString method() const;
    QString path() const;

    // Without an id. The key goes where the API of the path looks for it. An error says what can't be sent.
    Result<TryRequest> request() const;

Q_SIGNALS:
    void keyChosen(const QString& name);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void layOut();
    void listKeys();
    void listPaths();
    void showPlace();
    const ApiDefinition* apiOfPath() const;

    models::Workspace& m_workspace;
    QComboBox* m_key;
    QComboBox* m_method;
    QLineEdit* m_path;
    QLabel* m_place;
    QPlainTextEdit* m_headers;
    QPlainTextEdit* m_body;
    QStringListModel* m_paths;
    bool m_pathsAreStale = false;
};

} // namespace gatereeve::ui
