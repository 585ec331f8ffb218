import { Metadata } from '../details/values.ts'
import type { EventOf } from '../kit/event.ts'
import { orNull } from '../kit/or-null.ts'
import { patch, put } from '../kit/row.ts'
import { Amount, Label, MimeType } from '../messages/bodies/parts.ts'
import { fileEvent } from '../streams/file-stream.ts'
import { derivedId } from '../values/derived-id.ts'
import { fileKey, type FileRow, type FileStatus } from './rows.ts'
import { AccessType, AltText, Digest, Extension, FileSize, FileType } from './values.ts'

const nowIs =
  (status: FileStatus) =>
  (row: FileRow): FileRow => ({ ...row, status })

/** The id of what happens to a file once. */
const once = (what: string) => (_: unknown, stream: string) => derivedId('event', stream, what)

/** Somebody is about to upload a file, and says what it is. What it is in truth, its bytes tell. */
export const FileRegistered = fileEvent(
  'FileRegistered',
  {
    fileType: FileType,
    name: Label,
    /** Of its name, in lower case; empty where there is none. */
    extension: Extension,
    size: FileSize,
    /** As whoever uploads it says. */
    mimeType: MimeType,
    accessType: AccessType,
    altText: orNull(AltText),
    metadata: orNull(Metadata),
  },
  {
    id: once('registered'),
    says: { name: 'stays', altText: 'stays' },
    rows: ({ by: uploaderId, fileType, size }) => [
      put<FileRow>(fileKey, { kind: 'file', uploaderId, fileType, size, status: 'registered' }),
    ],
  },
)
export type FileRegistered = EventOf<typeof FileRegistered>

/** All bytes of a file are there, as many as were said, and of the type that was said. */
export const FileUploaded = fileEvent(
  'FileUploaded',
  {
    /** As its bytes say, or where they do not, as whoever uploaded it said. */
    mimeType: MimeType,
    digest: Digest,
    /** In pixels, of a picture; null where that is not known. */
    width: orNull(Amount),
    height: orNull(Amount),
  },
  {
    id: once('uploaded'),
    says: {},
    rows: () => [patch(fileKey, nowIs('uploaded'))],
  },
)
export type FileUploaded = EventOf<typeof FileUploaded>

/** A file is no more: whoever uploaded it took it away, or nothing referred to it. */
export const FileDeleted = fileEvent(
  'FileDeleted',
  {},
  {
    id: once('deleted'),
    says: {},
    rows: () => [patch(fileKey, nowIs('deleted'))],
  },
)
export type FileDeleted = EventOf<typeof FileDeleted>
