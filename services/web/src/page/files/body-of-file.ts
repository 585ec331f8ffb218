import type { Uploaded } from '@parley/client/files'
import type { Amount, FileType, MessageText, SaidBody } from '@parley/domain'

type FileKind = 'image' | 'video' | 'audio' | 'file'
const kindOf: Readonly<Record<FileType, FileKind>> = {
  image: 'image',
  video: 'video',
  clip: 'video',
  audio: 'audio',
  file: 'file',
}

/** An uploaded file as a message, with words beside it where there are any. */
export const bodyOfFile = (
  { fileId, fileType, name, mimeType, size }: Uploaded,
  text: MessageText | null,
): SaidBody => ({
  kind: kindOf[fileType],
  fileId,
  name,
  mimeType,
  // A size is a number of bytes.
  size: size as number as Amount,
  ...(text === null ? {} : { text }),
})
