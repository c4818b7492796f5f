#include "gateway/io/sendqueue.h"

#include <linux/io_uring.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cassert>
#include <cerrno>

namespace gatereeve::gateway
{
namespace
{

constexpr unsigned MessageFlags = MSG_DONTWAIT | MSG_NOSIGNAL; // never waits, so its result is there at once

} // namespace

bool SendQueue::Mapping::open(int ring, size_t bytes, int64_t offset)
{
    void* const mapped = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, ring, offset);
    if (mapped == MAP_FAILED)
        return false;
    address = mapped;
    size = bytes;
    return true;
}

void SendQueue::Mapping::close()
{
    if (address)
        ::munmap(address, size);
    address = nullptr;
}

void SendQueue::open()
{
    assert(!isOpen());
    io_uring_params params{};
    // One thread, which looks at the results itself: the system need not interrupt it.
    params.flags = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_COOP_TASKRUN;
    m_ring = static_cast<int>(::syscall(SYS_io_uring_setup, Most, &params));
    if (m_ring < 0)
        return;
    const bool mapped =
        m_submissions.open(m_ring, params.sq_off.array + params.sq_entries * sizeof(unsigned), IORING_OFF_SQ_RING) &&
        m_completions.open(m_ring, params.cq_off.cqes + params.cq_entries * sizeof(io_uring_cqe), IORING_OFF_CQ_RING) &&
        m_entries.open(m_ring, params.sq_entries * sizeof(io_uring_sqe), IORING_OFF_SQES);
    if (!mapped) {
        close();
        return;
    }
    m_tail = m_submissions.at<unsigned>(params.sq_off.tail);
    m_entryMask = params.sq_entries - 1;
    auto* const places = m_submissions.at<unsigned>(params.sq_off.array);
    for (unsigned i = 0; i < params.sq_entries; ++i)
        places[i] = i;
    m_completionHead = m_completions.at<unsigned>(params.cq_off.head);
    m_completionTail = m_completions.at<unsigned>(params.cq_off.tail);
    m_completionMask = params.cq_entries - 1;
    m_completed = m_completions.at<io_uring_cqe>(params.cq_off.cqes);
}

void SendQueue::close()
{
    assert(isEmpty());
    m_submissions.close();
    m_completions.close();
    m_entries.close();
    if (m_ring >= 0)
        ::close(m_ring);
    m_ring = -1;
}

void SendQueue::add(Socket& socket, int descriptor, std::string_view bytes)
{
    assert(isOpen() && !isFull() && !bytes.empty() && bytes.size() <= Longest);
    Message& message = m_messages[m_count];
    message.socket = &socket;
    message.descriptor = descriptor;
    message.size = bytes.copy(message.bytes.data(), bytes.size());
    auto& entry = m_entries.at<io_uring_sqe>(0)[(*m_tail + m_count) & m_entryMask];
    entry = {};
    entry.opcode = IORING_OP_SEND;
    entry.fd = descriptor;
    entry.addr = reinterpret_cast<uintptr_t>(message.bytes.data());
    entry.len = static_cast<uint32_t>(message.size);
    entry.msg_flags = MessageFlags;
    entry.user_data = m_count;
    ++m_count;
}

void SendQueue::submit()
{
    const unsigned begin = *m_tail;
    __atomic_store_n(m_tail, begin + m_count, __ATOMIC_RELEASE);
    unsigned taken = 0;
    while (taken < m_count) {
        const long done = ::syscall(SYS_io_uring_enter, m_ring, m_count - taken, 0, 0, nullptr, size_t{0});
        if (done > 0)
            taken += static_cast<unsigned>(done);
        else if (done == 0 || errno != EINTR)
            break;
    }
    takeResults(taken);
    __atomic_store_n(m_tail, begin + taken, __ATOMIC_RELEASE); // which the system reads only when it is called
    for (unsigned i = 0; i < m_count; ++i) {
        // It may have been the ring that had no room or no memory: the socket itself says what is wrong with it.
        if (i >= taken || (m_messages[i].result < 0 && m_messages[i].result != -EAGAIN))
            sendByItself(m_messages[i]);
    }
}

void SendQueue::sendByItself(Message& message)
{
    const ssize_t sent = ::send(message.descriptor, message.bytes.data(), message.size, MessageFlags);
    message.result = sent < 0 ? -errno : static_cast<int>(sent);
}

// Of the first `awaited` messages.
void SendQueue::takeResults(unsigned awaited)
{
    for (unsigned head = *m_completionHead; awaited > 0;) {
        const unsigned tail = __atomic_load_n(m_completionTail, __ATOMIC_ACQUIRE);
        for (; head != tail && awaited > 0; ++head, --awaited) {
            const io_uring_cqe& completed = m_completed[head & m_completionMask];
            m_messages[completed.user_data].result = completed.res;
        }
        __atomic_store_n(m_completionHead, head, __ATOMIC_RELEASE);
        if (awaited > 0) // not seen yet: nothing that never waits should be
            ::syscall(SYS_io_uring_enter, m_ring, 0, awaited, IORING_ENTER_GETEVENTS, nullptr, size_t{0});
    }
}

} // namespace gatereeve::gateway
