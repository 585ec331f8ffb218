import type * as t from 'io-ts'
import { oneOf } from '../../kit/union.ts'
import type { Body } from '../body.ts'
import type { FileId } from './parts.ts'

/** What a file is in a body: what it is about, or a smaller picture of that. */
export const fileParts = ['file', 'thumbnail'] as const
export const FilePart = oneOf(fileParts, 'FilePart')
export type FilePart = t.TypeOf<typeof FilePart>

/** The files that a body names, by what they are in it; undefined: it is of a kind that names none. */
export const filesIn = (body: Body): { readonly [Part in FilePart]: FileId | undefined } | undefined => {
  switch (body.kind) {
    case 'image':
    case 'video':
    case 'audio':
    case 'file':
      return { file: body.fileId, thumbnail: body.thumbnailFileId }
    case 'imagemap':
      return { file: body.fileId, thumbnail: undefined }
    case 'text':
    case 'action':
    case 'location':
    case 'custom':
    case 'json':
    case 'system':
      return undefined
    default:
      return body satisfies never
  }
}
