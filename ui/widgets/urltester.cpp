#include "ui/widgets/urltester.h"

#include "models/text.h"
#include "models/urlprobe.h"
#include "ui/theme.h"
#include "ui/widgets/statelabel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace gatereeve::ui
{

using namespace Qt::StringLiterals;
using models::toQString;
using models::UrlAnswer;

namespace
{

constexpr int MostRemarks = 4;

// The path with the part that the rule matched marked by underline, weight and ground.
QString marked(const std::string& path, const PathPattern::Found& found)
{
    const QString before = toQString(path.substr(0, found.offset)).toHtmlEscaped();
    const QString part = toQString(path.substr(found.offset, found.length)).toHtmlEscaped();
    const QString after = toQString(path.substr(found.offset + found.length)).toHtmlEscaped();
    return u"%1<span style=\"font-weight:600; text-decoration:underline; background-color:%4\">%2</span>%3"_s.arg(
        before, part, after, theme::wash(theme::Tone::Good).name());
}

} // namespace

UrlTester::UrlTester(models::Workspace& workspace, QWidget* parent)
    : QWidget(parent),
      m_workspace(workspace),
      m_probe(new models::UrlProbe(workspace, this)),
      m_method(new QComboBox(this)),
      m_path(new QLineEdit(this)),
      m_marked(new QLabel(this)),
      m_where(new QLabel(this)),
      m_moreRemarks(new QLabel(this))
{
    auto* label = new QLabel(tr("Test a &request"), this);
    label->setBuddy(m_path);
    m_method->setObjectName(u"urlTestMethod"_s);
    m_method->setAccessibleName(tr("Method of the request to test"));
    m_method->setEditable(true);
    m_method->addItems({u"GET"_s, u"POST"_s, u"PUT"_s, u"PATCH"_s, u"DELETE"_s, u"HEAD"_s, u"OPTIONS"_s});
    m_method->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_path->setObjectName(u"urlTestPath"_s);
    m_path->setAccessibleName(tr("Path of the request to test"));
    m_path->setClearButtonEnabled(true);
    m_marked->setObjectName(u"urlTestMarked"_s);
    m_marked->setFont(theme::fixedFont());
    m_marked->setTextFormat(Qt::RichText);
    m_marked->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_where->setObjectName(u"urlTestWhere"_s);
    m_where->setWordWrap(true);
    theme::makeMuted(m_where);
    theme::makeMuted(m_moreRemarks);

    auto* line = new QHBoxLayout;
    line->setSpacing(theme::Gap);
    line->addWidget(label);
    line->addWidget(m_method);
    line->addWidget(m_path, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::Tight);
    layout->addLayout(line);
    layout->addWidget(m_marked);
    layout->addWidget(makeVerdicts());
    layout->addWidget(m_where);
    for (int i = 0; i < MostRemarks; ++i) {
        m_remarks.append(new StateLabel(this));
        m_remarks.last()->setObjectName(u"urlRemark%1"_s.arg(i + 1));
        layout->addWidget(m_remarks.last());
    }
    layout->addWidget(m_moreRemarks);

    connect(m_path, &QLineEdit::textChanged, this, &UrlTester::refresh);
    connect(m_method, &QComboBox::editTextChanged, this, &UrlTester::refresh);
    connect(&workspace, &models::Workspace::apisChanged, this, &UrlTester::refresh);
    connect(&workspace, &models::Workspace::settingsChanged, this, &UrlTester::refresh);
    refresh();
}

QWidget* UrlTester::makeVerdicts()
{
    auto* verdicts = new QWidget(this);
    auto* layout = new QVBoxLayout(verdicts);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::Tight);
    for (const Profile profile : AllProfiles) {
        auto* verdict = new StateLabel(verdicts);
        verdict->setObjectName(u"urlVerdict-"_s + toQString(nameOf(profile)));
        layout->addWidget(verdict);
        m_verdicts.append(verdict);
    }
    return verdicts;
}

void UrlTester::setRights(const AccessRights& rights, const QString& apiId)
{
    m_rights = rights;
    m_apiId = apiId;
    const ApiDefinition* api = m_workspace.apiList().find(apiId);
    const QString listenPath = api ? toQString(api->listenPath) : u"/"_s;
    m_path->setPlaceholderText(tr("a path, as %1").arg(listenPath + (listenPath.endsWith(u'/') ? u"7"_s : u"/7"_s)));
    refresh();
}

void UrlTester::refresh()
{
    const UrlAnswer answer = m_probe->ask({m_rights, m_apiId, m_method->currentText().trimmed(), m_path->text()});
    showPath(answer);
    showVerdicts(answer);
    showRemarks(answer);
}

void UrlTester::showPath(const UrlAnswer& answer)
{
    const bool asked = !answer.path.empty();
    const UrlVerdict& verdict = answer.test.under(m_workspace.profile());
    const bool matched = asked && answer.granted && verdict.by == UrlVerdict::By::Rule;
    m_marked->setVisible(matched || (asked && answer.rewritten));
    if (m_marked->isVisibleTo(this)) {
        const PathPattern::Found found =
            matched ? *answer.test.rules[size_t(verdict.rule)].found : PathPattern::Found{answer.path.size(), 0};
        m_marked->setText(marked(answer.path, found));
    }
    QString where;
    if (asked && answer.rewritten)
        where = tr("Compared is the path above: decoded once, without the query.");
    if (asked && !answer.reaches)
        where = tr("%1 No API of this workspace listens there; asked are the rules of %2.").arg(where, answer.apiName);
    else if (asked && answer.apiId != m_apiId)
        where = tr("%1 It goes to %2.").arg(where, answer.apiName);
    m_where->setText(where.trimmed());
    m_where->setVisible(!where.isEmpty());
}

void UrlTester::showVerdicts(const UrlAnswer& answer)
{
    const bool asked = !answer.path.empty() && !answer.apiId.isEmpty();
    const bool differs = answer.granted && !answer.test.profilesAgree();
    for (const Profile profile : AllProfiles) {
        StateLabel& label = *m_verdicts[int(profile)];
        label.setVisible(asked && (differs || profile == Profile::Guide));
        if (!asked)
            continue;
        if (!answer.granted) {
            label.setState(u"refused"_s, theme::Tone::Bad, tr("Refused: %1 is not granted.").arg(answer.apiName));
            continue;
        }
        const UrlVerdict& verdict = answer.test.under(profile);
        const QString why = models::sentence(
            verdictWords(answer.test, verdict, answer.rules, models::toUtf8(m_method->currentText()), answer.path));
        const QString result = verdict.passes() ? tr("passes") : tr("refused");
        const QString text = differs ? tr("%1: %2; %3.").arg(toQString(titleOf(profile)), result, why)
                                     : tr("Under all rules: %1; %2.").arg(result, why);
        label.setState(verdict.passes() ? u"passed"_s : u"refused"_s,
                       verdict.passes() ? theme::Tone::Good : theme::Tone::Bad, text);
    }
}

void UrlTester::showRemarks(const UrlAnswer& answer)
{
    const auto count = qsizetype(answer.remarks.size());
    for (qsizetype i = 0; i < m_remarks.size(); ++i) {
        m_remarks[i]->setVisible(i < count);
        if (i >= count)
            continue;
        const UrlAnswer::Remark& remark = answer.remarks[size_t(i)];
        const QString rule = toQString(answer.rules[size_t(remark.rule)].url);
        const QString text = remark.isError ? tr("Rule %1, \"%2\", can't be used. At %3.") : tr("Rule %1, \"%2\": %3.");
        m_remarks[i]->setState(remark.isError ? u"error"_s : u"warning"_s,
                               remark.isError ? theme::Tone::Bad : theme::Tone::Warning,
                               text.arg(remark.rule + 1).arg(rule, models::sentence(remark.text)));
    }
    const int more = int(count - m_remarks.size());
    m_moreRemarks->setVisible(more > 0);
    if (more > 0)
        m_moreRemarks->setText(tr("and %1 more").arg(more));
}

} // namespace gatereeve::ui
