import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { fileTypeFromStream } from 'file-type'
import sharp from 'sharp'
import type { FileStore, Named } from './store.ts'

/** The most pixels of a picture that is made smaller: what claims more is not opened. */
const mostPixels = 50_000_000
/** How long that may take, in seconds. */
const mostSeconds = 10
/** The longer side of a small picture. */
const side = 640

// One picture at a time, and none remembered: a chat server has other things to do.
sharp.concurrency(1)
sharp.cache(false)

/** What the first bytes of a file say that it is, as a media type in lower case; undefined: nothing that is known. */
export const sniffed = async (store: FileStore, file: Named): Promise<string | undefined> => {
  const bytes = store.read(file, 'content')
  try {
    // Of some there are parameters, which say nothing of the kind.
    return (await fileTypeFromStream(Readable.toWeb(bytes)))?.mime.toLowerCase().split(';', 1)[0]
  } finally {
    bytes.destroy()
  }
}

/** The SHA-256 of a file, in base64url. */
export const digestOf = async (store: FileStore, file: Named): Promise<string> => {
  const hash = createHash('sha256')
  for await (const chunk of store.read(file, 'content')) if (chunk instanceof Buffer) hash.update(chunk)
  return hash.digest('base64url')
}

/** A picture's width and height as it is seen, in pixels, and a smaller one of it. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly thumbnail: Uint8Array
}

/** Opens a picture. Undefined where it can't be opened, or is larger than what is. */
export const pictureOf = async (store: FileStore, file: Named): Promise<Picture | undefined> => {
  const chunks: Array<Buffer> = []
  for await (const chunk of store.read(file, 'content')) if (chunk instanceof Buffer) chunks.push(chunk)
  try {
    const picture = sharp(Buffer.concat(chunks), { limitInputPixels: mostPixels }).autoOrient()
    const { autoOrient } = await picture.metadata()
    const thumbnail = await picture
      .timeout({ seconds: mostSeconds })
      .resize(side, side, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 75 })
      .toBuffer()
    return { width: autoOrient.width, height: autoOrient.height, thumbnail }
  } catch {
    return undefined
  }
}
