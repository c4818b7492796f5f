#include "models/commands/wholestep.h"

#include "models/commands/allornone.h"

namespace gatereeve::models
{

Result<void> pushWholeStep(Workspace& workspace, std::vector<KeyChange> keys, std::vector<FileEdits> files,
                           const QString& text)
{
    std::vector<std::unique_ptr<QUndoCommand>> steps;
    if (!keys.empty()) // they alone can be refused
        steps.push_back(std::make_unique<ChangeKeys>(workspace.keyList(), std::move(keys), QString()));
    if (!files.empty())
        steps.push_back(std::make_unique<EditJson>(std::move(files), QString()));
    if (steps.empty())
        return {};

    Result<void> result;
    QObject context;
    QObject::connect(&workspace.keyList(), &KeyList::failed, &context, [&](const Error& error) {
        if (result)
            result = error;
    });
    workspace.undoStack().push(new AllOrNone(std::move(steps), text));
    return result;
}

} // namespace gatereeve::models
