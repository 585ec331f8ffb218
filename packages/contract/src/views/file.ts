import {
  AccessType,
  AltText,
  Amount,
  Extension,
  FileId,
  FileStatus,
  FileType,
  Label,
  Metadata,
  MimeType,
  orNull,
  Timestamp,
  UserId,
} from '@parley/domain'
import * as t from 'io-ts'

/** A file, without its bytes. What is null is not known, or there is none. */
export const FileView = t.strict(
  {
    fileId: FileId,
    uploaderId: UserId,
    fileType: FileType,
    name: Label,
    /** Of its name, in lower case; empty where there is none. */
    extension: Extension,
    size: Amount,
    /** As its bytes say, once it is uploaded; as its uploader said before. */
    mimeType: MimeType,
    accessType: AccessType,
    altText: orNull(AltText),
    metadata: orNull(Metadata),
    /** How far it has come; nobody but its uploader sees it before it is uploaded. */
    status: FileStatus,
    width: orNull(Amount),
    height: orNull(Amount),
    registeredAt: Timestamp,
    uploadedAt: orNull(Timestamp),
  },
  'FileView',
)
export type FileView = t.TypeOf<typeof FileView>
