#pragma once

// Where a request is put together: key, method, path, headers, body. A curl command pasted into the path fills all of
// it, and all of it can be had as one.

#include "ui/gatewaycontrol.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QStringListModel;

namespace gatereeve::models
{
struct CurlRequest;
class Workspace;
struct ReadCurl;
} // namespace gatereeve::models

namespace gatereeve::ui
{

class StateLabel;

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

    // Whatever stands here is replaced. What of the command could not be taken over is said below the path.
    void takeCurl(const QString& text);
    // `base`: "http://127.0.0.1:8080". Without the key tokens are shown by their last four characters.
    enum class Tokens : uint8_t { Masked, Whole };
    Result<QString> curl(const QString& base, Tokens tokens) const;
    void sayCopied(Tokens tokens);

Q_SIGNALS:
    void keyChosen(const QString& name);
    void failed(const QString& text);
    void copyRequested(gatereeve::ui::Composer::Tokens tokens);

protected:
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* receiver, QEvent* event) override;

private:
    void maskTokens(models::CurlRequest& curl) const;
    void layOut();
    QWidget* makeCurlButtons();
    void pasteCurl();
    void fill(const models::ReadCurl& curl);
    QString takeKey(HeaderList& headers);
    QByteArray tokenHeader() const;
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
    StateLabel* m_notes;
    QStringListModel* m_paths;
    bool m_pathsAreStale = false;
    bool m_hasPath = false; // one was set or typed; else the first example is taken when somebody looks
};

} // namespace gatereeve::ui
