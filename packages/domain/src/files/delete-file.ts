import type { CommandOf } from '../kit/command.ts'
import { makes, nothing, rejects } from '../kit/decision.ts'
import { fileCommand } from '../streams/file-command.ts'
import { fileFactsOf } from '../streams/file-stream.ts'
import { isOwn } from '../values/own-names.ts'
import type { FileDeleted } from './events.ts'
import type { FileRejection } from './rejections.ts'
import { fileOf } from './rows.ts'

/** FILE-5: take a file away that one uploaded. The engine itself takes away those that nothing refers to. */
export const DeleteFile = fileCommand('DeleteFile', {}, (command, rows) => {
  const file = fileOf(rows)
  // To anybody else it is as if there were none: who may read it is no matter of its stream.
  if (file === undefined || (file.uploaderId !== command.by && !isOwn(command.by)))
    return rejects<FileRejection>({ _tag: 'FileNotFound', fileId: command.fileId })
  if (file.status === 'deleted') return nothing
  return makes<FileDeleted>({ type: 'FileDeleted', ...fileFactsOf(command) })
})
export type DeleteFile = CommandOf<typeof DeleteFile>
