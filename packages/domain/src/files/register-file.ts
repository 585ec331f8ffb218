import * as t from 'io-ts'
import { keptMetadata, Metadata } from '../details/values.ts'
import { commandDefinition, type CommandOf } from '../kit/command.ts'
import { makes, nothing, rejects } from '../kit/decision.ts'
import { partly } from '../kit/partly.ts'
import { FileId, MimeType, TypedLabel } from '../messages/bodies/parts.ts'
import { inFile } from '../streams/file-command.ts'
import { fileFactsOf } from '../streams/file-stream.ts'
import type { Author } from '../values/author.ts'
import { certain } from '../values/certain.ts'
import { derivedId } from '../values/derived-id.ts'
import { CommandId, type TenantId, type UserId } from '../values/ids.ts'
import type { FileRegistered } from './events.ts'
import type { FileRejection } from './rejections.ts'
import { fileKey, fileOf } from './rows.ts'
import {
  AccessType,
  extensionOf,
  FileSize,
  FileType,
  isOfType,
  maxFileBytes,
  TypedAltText,
} from './values.ts'

/** The id of the file that a person registers by this command. */
export const fileIdOf = (tenantId: TenantId, by: UserId, commandId: CommandId): FileId =>
  certain(FileId, derivedId('file', tenantId, by, commandId))

const wire = partly(
  'RegisterFile',
  {
    type: t.literal('RegisterFile'),
    commandId: CommandId,
    fileType: FileType,
    name: TypedLabel,
    size: FileSize,
    mimeType: MimeType,
  },
  {
    /** `network` unless said otherwise. */
    accessType: AccessType,
    altText: TypedAltText,
    metadata: Metadata,
  },
)

/** FILE-1: say what one is about to upload. Its bytes go another way. */
export const RegisterFile = commandDefinition('RegisterFile', wire, {
  complete: ({ tenantId, by, at }: Author, given: t.TypeOf<typeof wire>) => ({
    ...given,
    tenantId,
    by,
    at,
    fileId: fileIdOf(tenantId, by, given.commandId),
  }),
  ...inFile,
  // Its id derives from the command's name.
  presumedAbsent: () => [fileKey],
  decide: (command, rows) => {
    if (fileOf(rows) !== undefined) return nothing
    const { fileType, name, size, mimeType } = command
    const most = maxFileBytes[fileType]
    if (size > most) return rejects<FileRejection>({ _tag: 'FileTooLarge', most })
    if (!isOfType(fileType, mimeType))
      return rejects<FileRejection>({ _tag: 'FileTypeDiffers', fileType, mimeType })
    return makes<FileRegistered>({
      type: 'FileRegistered',
      ...fileFactsOf(command),
      fileType,
      name,
      extension: extensionOf(name),
      size,
      mimeType,
      accessType: command.accessType ?? 'network',
      altText: command.altText ?? null,
      metadata: keptMetadata(command.metadata),
    })
  },
  result: ({ fileId }) => ({ fileId }),
})
export type RegisterFile = CommandOf<typeof RegisterFile>
