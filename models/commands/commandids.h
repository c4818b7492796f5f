#pragma once

// Ids of commands that merge with their neighbour (QUndoCommand::id).

namespace gatereeve::models
{

enum class CommandId { EditJson = 1, ChangeKeys };

} // namespace gatereeve::models
