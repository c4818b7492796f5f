#pragma once

// What the sockets of a reactor have to send in one turn, given to the system by one call (io_uring(7)): sending is
// half of the system calls of a request, and the half that nobody waits for. Where the system gives no ring (before
// Linux 6.0, in a container that forbids it, with kernel.io_uring_disabled) the queue stays closed. One thread.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

struct io_uring_cqe;
struct io_uring_sqe;

namespace gatereeve::gateway
{

class Socket;

class SendQueue
{
public:
    static constexpr size_t Longest = 2048; // bytes of one message
    static constexpr unsigned Most = 16;    // messages

    SendQueue() = default;
    ~SendQueue() { close(); }
    SendQueue(const SendQueue&) = delete;
    SendQueue& operator=(const SendQueue&) = delete;

    // Both on the thread that uses it, close() with nothing in it. It may stay closed.
    void open();
    void close();
    bool isOpen() const { return m_ring >= 0; }
    bool isEmpty() const { return m_count == 0; }
    bool isFull() const { return m_count == Most; }

    // Copies the bytes, at most Longest. Open and not full. One message of a socket at a time: behind one that was cut
    // short the next would tear the stream.
    void add(Socket& socket, int descriptor, std::string_view bytes);

    // Sends everything, in its order, without ever waiting; then calls `tell(socket, bytes, result)` for each, where
    // the result is the number of bytes that the system took, or -errno. The queue is empty by then.
    template <typename Tell>
    void send(Tell tell)
    {
        submit();
        const unsigned count = m_count;
        m_count = 0;
        for (unsigned i = 0; i < count; ++i) {
            const Message& message = m_messages[i];
            tell(*message.socket, std::string_view(message.bytes.data(), message.size), message.result);
        }
    }

private:
    struct Message {
        Socket* socket;
        int descriptor;
        int result;
        size_t size;
        std::array<char, Longest> bytes;
    };
    // Memory that is shared with the system.
    struct Mapping {
        void* address = nullptr;
        size_t size = 0;

        bool open(int ring, size_t bytes, int64_t offset);
        void close();
        template <typename T>
        T* at(size_t offset) const
        {
            return reinterpret_cast<T*>(static_cast<char*>(address) + offset);
        }
    };
    void submit();
    void takeResults(unsigned awaited);
    static void sendByItself(Message& message);

    int m_ring = -1;
    Mapping m_submissions, m_completions, m_entries;
    unsigned* m_tail = nullptr; // of the submissions: ours to write
    unsigned m_entryMask = 0;
    unsigned* m_completionHead = nullptr; // ours to write
    unsigned* m_completionTail = nullptr;
    unsigned m_completionMask = 0;
    io_uring_cqe* m_completed = nullptr;
    unsigned m_count = 0;
    std::array<Message, Most> m_messages; // the first m_count mean something
};

} // namespace gatereeve::gateway
