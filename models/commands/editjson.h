#pragma once

// The undo command for files: bytes of one JsonFile exchanged, and the way back. Commands with the same merge key that
// follow each other become one; one that changes nothing in sum goes obsolete.

#include "core/json/edit.h"

#include <QUndoCommand>

namespace gatereeve::models
{

class JsonFile;

class EditJson final : public QUndoCommand
{
public:
    // `edits` refer to the file's present text. An empty merge key never merges.
    EditJson(JsonFile& file, json::Edits edits, const QString& text, const QString& mergeKey = {});

    void undo() override;
    void redo() override;
    int id() const override;
    bool mergeWith(const QUndoCommand* other) override;

private:
    JsonFile& m_file;
    json::Edits m_edits, m_inverse;
    QString m_mergeKey;
};

} // namespace gatereeve::models
