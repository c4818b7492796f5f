#include "models/commands/editjson.h"

#include "models/commands/commandids.h"
#include "models/commands/composededits.h"
#include "models/jsonfile.h"

#include <algorithm>

namespace gatereeve::models
{

namespace
{

bool changesNothing(std::string_view textBefore, const json::Edits& edits)
{
    return std::all_of(edits.begin(), edits.end(), [&](const json::Edit& edit) {
        return textBefore.substr(edit.offset, edit.removed) == edit.inserted;
    });
}

} // namespace

EditJson::EditJson(JsonFile& file, json::Edits edits, const QString& text, const QString& mergeKey)
    : QUndoCommand(text),
      m_file(file),
      m_edits(std::move(edits)),
      m_inverse(json::inverted(file.text(), m_edits)),
      m_mergeKey(mergeKey)
{
    setObsolete(changesNothing(file.text(), m_edits));
}

void EditJson::undo()
{
    m_file.apply(m_inverse);
}

void EditJson::redo()
{
    m_file.apply(m_edits);
}

int EditJson::id() const
{
    return m_mergeKey.isEmpty() ? -1 : static_cast<int>(CommandId::EditJson);
}

bool EditJson::mergeWith(const QUndoCommand* other)
{
    const auto* next = static_cast<const EditJson*>(other); // equal id()
    if (&next->m_file != &m_file || next->m_mergeKey != m_mergeKey)
        return false;
    const std::string between = json::applied(m_file.text(), next->m_inverse);
    const std::string before = json::applied(between, m_inverse);
    m_edits = composed(m_edits, next->m_edits);
    m_inverse = json::inverted(before, m_edits);
    setObsolete(changesNothing(before, m_edits));
    return true;
}

} // namespace gatereeve::models
