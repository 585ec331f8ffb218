import * as t from 'io-ts'
import { isShownName } from '../text/shown-name.ts'
import { tidyName, typed } from '../text/typed.ts'
import { certain } from '../values/certain.ts'
import { isWhole } from '../values/numbers.ts'
import { oneOf } from '../kit/union.ts'

/** What people do with a file: look at it, watch it, listen to it, or keep it. A clip is a short video. */
export const FileType = oneOf(['image', 'video', 'audio', 'clip', 'file'], 'FileType')
export type FileType = t.TypeOf<typeof FileType>

const MiB = 1024 * 1024
/** The most bytes of a file, by its type. */
export const maxFileBytes: Readonly<Record<FileType, number>> = {
  image: 20 * MiB,
  audio: 50 * MiB,
  clip: 50 * MiB,
  video: 200 * MiB,
  file: 100 * MiB,
}

/**
 * Who may read it beside whoever uploaded it. `network`: who sees a message that refers to it, or a channel that shows
 * it. `public`: everybody of its tenant.
 */
export const AccessType = oneOf(['network', 'public'], 'AccessType')
export type AccessType = t.TypeOf<typeof AccessType>

interface FileSizeBrand {
  readonly FileSize: unique symbol
}
/** How many bytes a file has: at least one, and no more than any file may. */
export const FileSize = t.brand(
  t.number,
  (n): n is t.Branded<number, FileSizeBrand> => isWhole(n, 1, maxFileBytes.video),
  'FileSize',
)
export type FileSize = t.TypeOf<typeof FileSize>

/** The most characters (UTF-16 units) of what a picture shows, in words. */
export const maxAltTextLength = 180
interface AltTextBrand {
  readonly AltText: unique symbol
}
/** What a file shows, for who does not see it: 1 to 180 characters, not blank, none a control character. */
export const AltText = t.brand(
  t.string,
  (s): s is t.Branded<string, AltTextBrand> => isShownName(s, maxAltTextLength),
  'AltText',
)
export type AltText = t.TypeOf<typeof AltText>
/** The same as people type it (NAME-10, NAME-11). */
export const TypedAltText = typed(AltText, tidyName)

const digest = /^[A-Za-z0-9_-]{43}$/
interface DigestBrand {
  readonly Digest: unique symbol
}
/** The SHA-256 of a file's bytes, in base64url. */
export const Digest = t.brand(t.string, (s): s is t.Branded<string, DigestBrand> => digest.test(s), 'Digest')
export type Digest = t.TypeOf<typeof Digest>

/** The containers that hold sound alone as well: their first bytes do not tell. */
const soundOrPicture: ReadonlySet<string> = new Set([
  'video/mp4',
  'video/webm',
  'video/ogg',
  'application/ogg',
])

/** Whether bytes of this media type are what a file of this type is to be. */
export const isOfType = (fileType: FileType, mimeType: string): boolean => {
  switch (fileType) {
    case 'image':
      // What it draws may be a program.
      return mimeType.startsWith('image/') && mimeType !== 'image/svg+xml'
    case 'video':
    case 'clip':
      return mimeType.startsWith('video/')
    case 'audio':
      return mimeType.startsWith('audio/') || soundOrPicture.has(mimeType)
    case 'file':
      return true
    default:
      return fileType satisfies never
  }
}

interface ExtensionBrand {
  readonly Extension: unique symbol
}
/** What the end of a file's name says of its kind: up to 16 of `a-z 0-9`, none where it says nothing. */
export const Extension = t.brand(
  t.string,
  (s): s is t.Branded<string, ExtensionBrand> => /^[a-z0-9]{0,16}$/.test(s),
  'Extension',
)
export type Extension = t.TypeOf<typeof Extension>

/** The extension of a name. */
export const extensionOf = (name: string): Extension =>
  certain(Extension, /\.([a-z0-9]{1,16})$/.exec(name.toLowerCase())?.[1] ?? '')
