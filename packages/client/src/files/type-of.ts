import type { FileType } from '@parley/domain'

/** Of which type a file is, by its media type: what a browser does not show by itself is kept as any other. */
export const fileTypeOf = (mimeType: string): FileType => {
  if (/^image\/(png|jpeg|gif|webp|avif|bmp)$/.test(mimeType)) return 'image'
  if (/^video\/(mp4|webm|quicktime)$/.test(mimeType)) return 'video'
  if (/^audio\/(mpeg|mp4|ogg|wav|webm|x-m4a|flac|aac)$/.test(mimeType)) return 'audio'
  return 'file'
}
