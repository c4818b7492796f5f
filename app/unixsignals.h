#pragma once

// SIGTERM, SIGINT and SIGHUP as Qt signals in the main thread. block() comes before any thread is started, so that all
// of them inherit the mask and the signals arrive here alone.

#include <QObject>
#include <QSocketNotifier>

namespace gatereeve::app
{

class UnixSignals final : public QObject
{
    Q_OBJECT
public:
    static void block();
    explicit UnixSignals(QObject* parent = nullptr);
    ~UnixSignals() override;

Q_SIGNALS:
    void endWanted();    // SIGTERM, SIGINT
    void reloadWanted(); // SIGHUP

private:
    void read();
    int m_descriptor;
    QSocketNotifier m_notifier;
};

} // namespace gatereeve::app
