#include "ui/translations.h"

#include <QCoreApplication>
#include <QFile>
#include <QHash>
#include <QTranslator>
#include <QXmlStreamReader>

namespace gatereeve::ui
{

namespace
{

class EnglishPlurals final : public QTranslator
{
public:
    explicit EnglishPlurals(QObject* parent) : QTranslator(parent)
    {
        QFile file(QStringLiteral(":/translations/gatereeve_en.ts"));
        if (!file.open(QIODevice::ReadOnly))
            return;
        QXmlStreamReader reader(&file);
        QString source;
        while (!reader.atEnd()) {
            if (reader.readNext() != QXmlStreamReader::StartElement)
                continue;
            if (reader.name() == u"source") {
                source = reader.readElementText();
                m_forms[source].clear(); // the same text of another class has the same forms
            } else if (reader.name() == u"numerusform") {
                m_forms[source].append(reader.readElementText());
            }
        }
    }

    bool isEmpty() const override { return m_forms.isEmpty(); }

    QString translate(const char*, const char* source, const char*, int n) const override
    {
        const QStringList forms = n < 0 ? QStringList() : m_forms.value(QString::fromUtf8(source));
        return forms.value(n == 1 ? 0 : 1);
    }

private:
    QHash<QString, QStringList> m_forms; // by source text: one, many
};

} // namespace

void installTranslations(QCoreApplication& application)
{
    QCoreApplication::installTranslator(new EnglishPlurals(&application));
}

} // namespace gatereeve::ui
