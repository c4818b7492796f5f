#pragma once

// The two coroutine types of the data plane. All of a worker's coroutines run on that worker's thread. Nothing throws
// through them: an exception ends the process.

#include "gateway/io/framepool.h"

#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

namespace gatereeve::gateway
{

namespace Internal
{

struct PooledFrame {
    static void* operator new(size_t bytes) { return allocateFrame(bytes); }
    static void operator delete(void* frame, size_t bytes) { freeFrame(frame, bytes); }
    [[noreturn]] void unhandled_exception() noexcept { std::terminate(); }
};

} // namespace Internal

// A coroutine of its own: begins at once, frees itself at its end. Who starts it must outlive it.
class Task
{
public:
    struct promise_type : Internal::PooledFrame {
        Task get_return_object() noexcept { return {}; }
        std::suspend_never initial_suspend() noexcept { return {}; }
        std::suspend_never final_suspend() noexcept { return {}; }
        void return_void() noexcept {}
    };
};

// A step of another coroutine: begins when it is awaited, and is freed when its result has been taken.
template <typename T>
class [[nodiscard]] Async
{
public:
    struct promise_type : Internal::PooledFrame {
        std::optional<T> result;
        std::coroutine_handle<> waiting;

        Async get_return_object() noexcept { return Async{std::coroutine_handle<promise_type>::from_promise(*this)}; }
        std::suspend_always initial_suspend() noexcept { return {}; }
        auto final_suspend() noexcept
        {
            struct Resume {
                bool await_ready() noexcept { return false; }
                std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> self) noexcept
                {
                    return self.promise().waiting;
                }
                void await_resume() noexcept {}
            };
            return Resume{};
        }
        void return_value(T value) { result.emplace(std::move(value)); }
    };

    Async(Async&& other) noexcept : m_frame(std::exchange(other.m_frame, {})) {}
    Async(const Async&) = delete;
    Async& operator=(const Async&) = delete;
    Async& operator=(Async&&) = delete;
    ~Async()
    {
        if (m_frame)
            m_frame.destroy();
    }

    bool await_ready() const noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> waiting) noexcept
    {
        m_frame.promise().waiting = waiting;
        return m_frame;
    }
    T await_resume() { return std::move(*m_frame.promise().result); }

private:
    explicit Async(std::coroutine_handle<promise_type> frame) : m_frame(frame) {}
    std::coroutine_handle<promise_type> m_frame;
};

} // namespace gatereeve::gateway
