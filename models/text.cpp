#include "models/text.h"

#include <QCoreApplication>

namespace gatereeve::models
{

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

std::string toUtf8(QStringView text)
{
    return text.toUtf8().toStdString();
}

QStringList toQStringList(const std::vector<std::string>& texts)
{
    QStringList list;
    list.reserve(static_cast<qsizetype>(texts.size()));
    for (const auto& text : texts)
        list.append(toQString(text));
    return list;
}

std::vector<std::string> toUtf8(const QStringList& texts)
{
    std::vector<std::string> list;
    list.reserve(static_cast<size_t>(texts.size()));
    for (const auto& text : texts)
        list.push_back(toUtf8(text));
    return list;
}

QString sentence(const Message& message)
{
    const QString translated = QCoreApplication::translate("message", message.id.c_str());
    if (translated == toQString(message.id))
        return toQString(message.english());
    return toQString(Message{message.id, toUtf8(translated), message.arguments}.english());
}

} // namespace gatereeve::models
