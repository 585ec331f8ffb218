import * as t from 'io-ts'
import { FileId, MimeType } from '../messages/bodies/parts.ts'
import { FileType } from './values.ts'

/** There is no such file, or none that whoever asks may know of. */
const FileNotFound = t.strict({ _tag: t.literal('FileNotFound'), fileId: FileId }, 'FileNotFound')

/** The file has more bytes than one of its type may have. */
const FileTooLarge = t.strict({ _tag: t.literal('FileTooLarge'), most: t.number }, 'FileTooLarge')

/** The file has not as many bytes as were said when it was registered. */
const FileSizeDiffers = t.strict({ _tag: t.literal('FileSizeDiffers'), size: t.number }, 'FileSizeDiffers')

/** What the file holds is not what a file of its type is. */
const FileTypeDiffers = t.strict(
  { _tag: t.literal('FileTypeDiffers'), fileType: FileType, mimeType: MimeType },
  'FileTypeDiffers',
)

/** Whoever asks has registered as many files, or bytes, as one may within a day. */
const TooManyFiles = t.strict(
  { _tag: t.literal('TooManyFiles'), most: t.number, mostBytes: t.number },
  'TooManyFiles',
)

/** Why commands of this area are turned down. */
export const fileRejections = [
  FileNotFound,
  FileTooLarge,
  FileSizeDiffers,
  FileTypeDiffers,
  TooManyFiles,
] as const
export type FileRejection = t.TypeOf<(typeof fileRejections)[number]>
