#pragma once

// Requests as curl commands, read and written: what people copy out of a browser, a README or a ticket. Reading knows
// the quotes of a POSIX shell and bash ('…' "…" $'…', a backslash before a line end) and those options of curl that
// make up a request. What else is there is named, never guessed. Pure.

#include "core/result.h"

#include <QByteArray>
#include <QList>
#include <QStringList>

#include <utility>

namespace gatereeve::models
{

struct CurlRequest {
    QByteArray method;
    QByteArray target;                                // path with query, as sent
    QList<std::pair<QByteArray, QByteArray>> headers; // without Host and Content-Length
    QByteArray body;

    bool operator==(const CurlRequest&) const = default;
};

struct ReadCurl {
    CurlRequest request;
    QString host;      // where it was for: "api.example.com:8443"; empty: the address is a path
    QStringList notes; // what was left out or could not be known, a sentence each
};

// Whether it is worth reading.
bool looksLikeCurl(const QString& text);
// An error: not curl, an open quote, an option without its value, no address.
Result<ReadCurl> readCurl(const QString& text);

// The command for bash or zsh (control characters are written as $'…'), which sends exactly these bytes to `base` ("http://127.0.0.1:8080"), beside what curl
// adds by itself (Host, User-Agent, Accept, Content-Length).
QString curlCommand(const CurlRequest& request, const QString& base);

} // namespace gatereeve::models
