#include "app/unixsignals.h"

#include <sys/signalfd.h>
#include <unistd.h>

#include <csignal>

namespace gatereeve::app
{
namespace
{

sigset_t ourSignals()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);
    return set;
}

int openDescriptor()
{
    const sigset_t set = ourSignals();
    return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

} // namespace

void UnixSignals::block()
{
    const sigset_t set = ourSignals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

UnixSignals::UnixSignals(QObject* parent)
    : QObject(parent),
      m_descriptor(openDescriptor()),
      m_notifier(m_descriptor, QSocketNotifier::Read)
{
    connect(&m_notifier, &QSocketNotifier::activated, this, [this] { read(); });
}

UnixSignals::~UnixSignals()
{
    m_notifier.setEnabled(false);
    ::close(m_descriptor);
}

void UnixSignals::read()
{
    signalfd_siginfo info{};
    while (::read(m_descriptor, &info, sizeof info) == static_cast<ssize_t>(sizeof info)) {
        if (info.ssi_signo == SIGHUP)
            Q_EMIT reloadWanted();
        else
            Q_EMIT endWanted();
    }
}

} // namespace gatereeve::app
