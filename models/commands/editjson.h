#pragma once

// The undo command for files: bytes of one JsonFile or several exchanged in one step, and the way back. Commands with
// the same merge key that follow each other become one; one that changes nothing in sum goes obsolete.

#include "core/json/edit.h"

#include <QUndoCommand>

namespace gatereeve::models
{

class JsonFile;

struct FileEdits {
    JsonFile* file = nullptr;
    json::Edits edits;
};

class EditJson final : public QUndoCommand
{
public:
    // Edits refer to the files' present texts; each file stands there once. An empty merge key never merges.
    EditJson(std::vector<FileEdits> files, const QString& text, const QString& mergeKey = {});
    EditJson(JsonFile& file, json::Edits edits, const QString& text, const QString& mergeKey = {});

    void undo() override;
    void redo() override;
    int id() const override;
    bool mergeWith(const QUndoCommand* other) override;

private:
    struct Step {
        JsonFile* file;
        json::Edits edits, inverse;
    };
    std::vector<Step> m_steps;
    QString m_mergeKey;
};

} // namespace gatereeve::models
