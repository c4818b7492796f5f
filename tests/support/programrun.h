#pragma once

// A program of ours, or one beside it, run to its end.

#include <QProcess>
#include <QStringList>

#include <type_traits>

namespace gatereeve::tests
{

// Text: QString, or QByteArray where the bytes themselves matter.
template <typename Text>
struct ProgramRun {
    int code = -1;
    Text out, err;

    Text all() const { return out + err; }
};

template <typename Text>
Text textOfBytes(const QByteArray& bytes)
{
    if constexpr (std::is_same_v<Text, QString>)
        return QString::fromUtf8(bytes);
    else
        return bytes;
}

// One that was started; -1: it could not be, or does not end.
template <typename Text>
ProgramRun<Text> finished(QProcess& process, const QByteArray& input = {})
{
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished())
        return {-1, {}, textOfBytes<Text>(process.errorString().toUtf8())};
    return {process.exitCode(), textOfBytes<Text>(process.readAllStandardOutput()),
            textOfBytes<Text>(process.readAllStandardError())};
}

// `folder`: where it works; empty: here.
template <typename Text>
ProgramRun<Text> runProgram(const QString& program, const QStringList& arguments, const QByteArray& input = {},
                            const QString& folder = {})
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(program, arguments);
    return finished<Text>(process, input);
}

template <typename Text>
ProgramRun<Text> runCtl(const QStringList& arguments, const QByteArray& input = {}, const QString& folder = {})
{
    return runProgram<Text>(QStringLiteral(GATEREEVE_BIN_DIR "/gatereevectl"), arguments, input, folder);
}

} // namespace gatereeve::tests
