#pragma once

// Between the texts of core (UTF-8, std::string) and those of Qt.

#include "core/message.h"

#include <QString>
#include <QStringList>

#include <string>
#include <string_view>
#include <vector>

namespace gatereeve::models
{

QString toQString(std::string_view text);
std::string toUtf8(QStringView text);
QStringList toQStringList(const std::vector<std::string>& texts);
std::vector<std::string> toUtf8(const QStringList& texts);

// A message of core in the user's language: looked up by id (context "message"), English where no translation is
// installed.
QString sentence(const Message& message);

} // namespace gatereeve::models
