#include "ui/pages/fieldfocus.h"

#include "models/accessrightstreemodel.h"
#include "models/text.h"

#include <QScrollArea>
#include <QTimer>
#include <QTreeView>

namespace gatereeve::ui
{

using namespace Qt::StringLiterals;
using Model = models::AccessRightsTreeModel;

namespace
{

const QString RightsPrefix = QStringLiteral("access_rights.");

// API ids may hold dots: the longest that the field begins with.
QModelIndex apiOf(const QAbstractItemModel& model, const QString& field)
{
    QModelIndex best;
    qsizetype longest = -1;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex api = model.index(row, Model::Name);
        const QString id = api.data(Model::ApiIdRole).toString();
        const bool matches = field == RightsPrefix + id || field.startsWith(RightsPrefix + id + u'.');
        if (matches && id.size() > longest) {
            best = api;
            longest = id.size();
        }
    }
    return best;
}

// "[2].url" after "allowed_urls": 2; -1: none is named.
int urlNumber(QStringView tail)
{
    constexpr QStringView list = u"allowed_urls[";
    bool isNumber = false;
    const int number = tail.startsWith(list) ? tail.mid(list.size()).split(u']').front().toInt(&isNumber) : 0;
    return isNumber ? number : -1;
}

} // namespace

QString fieldOf(std::string_view path)
{
    QString text = models::toQString(path);
    if (text.startsWith(u'.'))
        text.remove(0, 1);
    if (text.startsWith(RightsPrefix)) // a limit of a right is no row of its own
        return text.section(u".limit."_s, 0, 0);
    const QString member = text.section(u'.', 0, 0).section(u'[', 0, 0);
    if (member == u"per")
        return u"rate"_s;
    if (member == u"quota_max" || member == u"quota_renewal_rate")
        return u"quota"_s;
    return member == u"active" ? u"apply_policies"_s : member;
}

bool standsInRight(const QString& field, const AccessRights& rights)
{
    if (!field.startsWith(RightsPrefix))
        return false;
    const QString name = field.section(u'.', -1);
    const bool isListed = field.contains(u".versions."_s) || field.contains(u".allowed_urls"_s);
    if (isListed || (name != u"rate" && name != u"quota" && name != u"throttling"))
        return true;
    const auto right = rights.find(models::toUtf8(field.section(u'.', 1, -2)));
    return right != rights.end() && right->second.limit && !right->second.limit->isZero();
}

void focusAndShow(QWidget* widget)
{
    widget->setFocus(Qt::OtherFocusReason);
    // After the page that it stands on, which may only just be shown, is laid out.
    QTimer::singleShot(0, widget, [widget] {
        for (QWidget* above = widget->parentWidget(); above; above = above->parentWidget()) {
            if (auto* area = qobject_cast<QScrollArea*>(above))
                area->ensureWidgetVisible(widget);
        }
    });
}

bool focusRight(QTreeView* tree, const QString& field)
{
    const QModelIndex api = apiOf(*tree->model(), field);
    if (!api.isValid())
        return false;
    const QString tail = field.mid(RightsPrefix.size() + api.data(Model::ApiIdRole).toString().size() + 1);
    const auto nameOf = [&](QStringView kind) { return tail.startsWith(kind) ? tail.mid(kind.size()) : QString(); };
    const QString version = nameOf(u"versions."), url = nameOf(u"allowed_urls.");
    int urlsToGo = urlNumber(tail);
    QModelIndex target = api;
    for (int row = 0; row < tree->model()->rowCount(api); ++row) {
        const QModelIndex child = tree->model()->index(row, Model::Name, api);
        const auto kind = Model::NodeKind(child.data(Model::KindRole).toInt());
        const QString& wanted = kind == Model::NodeKind::Version ? version : url;
        const bool isNumbered = kind == Model::NodeKind::Url && urlsToGo-- == 0;
        if (isNumbered || (!wanted.isEmpty() && child.data().toString() == wanted))
            target = child;
    }
    tree->expand(api);
    tree->setCurrentIndex(target);
    tree->scrollTo(target);
    focusAndShow(tree);
    return true;
}

} // namespace gatereeve::ui
