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

EditJson::EditJson(std::vector<FileEdits> files, const QString& text, const QString& mergeKey)
    : QUndoCommand(text),
      m_mergeKey(mergeKey)
{
    bool changes = false;
    for (auto& [file, edits] : files) {
        changes = changes || !changesNothing(file->text(), edits);
        json::Edits inverse = json::inverted(file->text(), edits);
        m_steps.push_back({file, std::move(edits), std::move(inverse)});
    }
    setObsolete(!changes);
}

EditJson::EditJson(JsonFile& file, json::Edits edits, const QString& text, const QString& mergeKey)
    : EditJson({FileEdits{&file, std::move(edits)}}, text, mergeKey)
{
}

void EditJson::undo()
{
    for (const Step& step : m_steps)
        step.file->apply(step.inverse);
}

void EditJson::redo()
{
    for (const Step& step : m_steps)
        step.file->apply(step.edits);
}

int EditJson::id() const
{
    return m_mergeKey.isEmpty() ? -1 : static_cast<int>(CommandId::EditJson);
}

bool EditJson::mergeWith(const QUndoCommand* other)
{
    const auto* next = static_cast<const EditJson*>(other); // equal id()
    if (next->m_mergeKey != m_mergeKey || !std::ranges::equal(next->m_steps, m_steps, {}, &Step::file, &Step::file))
        return false;
    bool changes = false;
    for (size_t i = 0; i < m_steps.size(); ++i) {
        Step& step = m_steps[i];
        step.edits = composed(step.edits, next->m_steps[i].edits);
        step.inverse = composed(next->m_steps[i].inverse, step.inverse);
        changes = changes || !changesNothing(step.file->text(), step.inverse);
    }
    setObsolete(!changes);
    return true;
}

} // namespace gatereeve::models
