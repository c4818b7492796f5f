#pragma once

// The journey of a trial key, step by step, on a Stage: prints each request with status and reason and each edit with
// its effect, and compares both with what must come of them.

#include "app/demo/stage.h"

#include <functional>

namespace gatereeve::app
{

class Journey final
{
public:
    Journey(Stage& stage, std::function<void(const std::string& line)> print);

    // True if every step went as told; says what did not.
    bool play();

private:
    void issueKeys();        // step 2
    void tryThem();          // step 3
    void changeTheRate();    // step 4
    void enforceQuotaOnly(); // step 5
    void denyAndUnload();    // step 6
    void save();             // step 7
    void outliveTheTrial();  // step 8

    void heading(const std::string& text);
    void say(const std::string& text);
    // False, and said, when it is not so.
    bool expect(bool holds, const std::string& what);
    template <typename T>
    bool expectOk(const Result<T>& result, const std::string& what);

    // One request to /orders/1, printed; compared when a status is expected.
    std::optional<Shown> send(const StoredKey& key, int expectedStatus);
    // Requests while the clock stands still, so that they all fall into one window. The clock stays where it is.
    void burst(const StoredKey& key, int count, int expectedToPass);
    void edit(const std::string& effect, const std::vector<std::pair<std::vector<std::string>, std::string>>& members);
    void undo(const std::string& effect);
    // A second on, so that the rate window is a new one; the clock stands still.
    void nextSecond();
    void realTime();

    Stage& m_stage;
    std::function<void(const std::string&)> m_print;
    StoredKey m_first, m_second;
    int m_failures = 0;
};

} // namespace gatereeve::app
