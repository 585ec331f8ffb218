import type { CommandOf } from '../kit/command.ts'
import { makes, nothing, rejects } from '../kit/decision.ts'
import { orNull } from '../kit/or-null.ts'
import { Amount, MimeType } from '../messages/bodies/parts.ts'
import type { Refusal } from '../permissions/refusal.ts'
import { fileCommand } from '../streams/file-command.ts'
import { fileFactsOf } from '../streams/file-stream.ts'
import { isOwn } from '../values/own-names.ts'
import type { FileUploaded } from './events.ts'
import type { FileRejection } from './rejections.ts'
import { fileOf } from './rows.ts'
import { Digest, FileSize, isOfType } from './values.ts'

/** FILE-4: all bytes of a file are there. The engine itself says so, which has them; nobody else does. */
export const FinishUpload = fileCommand(
  'FinishUpload',
  { size: FileSize, mimeType: MimeType, digest: Digest, width: orNull(Amount), height: orNull(Amount) },
  (command, rows) => {
    const { fileId, size, mimeType, digest, width, height } = command
    if (!isOwn(command.by)) return rejects<Refusal>({ _tag: 'MissingPermission', action: 'finishUpload' })
    const file = fileOf(rows)
    if (file === undefined || file.status === 'deleted')
      return rejects<FileRejection>({ _tag: 'FileNotFound', fileId })
    if (file.status === 'uploaded') return nothing
    const { fileType } = file
    if (file.size !== size) return rejects<FileRejection>({ _tag: 'FileSizeDiffers', size: file.size })
    if (!isOfType(fileType, mimeType))
      return rejects<FileRejection>({ _tag: 'FileTypeDiffers', fileType, mimeType })
    return makes<FileUploaded>({
      type: 'FileUploaded',
      ...fileFactsOf(command),
      mimeType,
      digest,
      width,
      height,
    })
  },
)
export type FinishUpload = CommandOf<typeof FinishUpload>
