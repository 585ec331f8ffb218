import type { Uploaded } from '@parley/client/files'
import * as E from 'fp-ts/lib/Either.js'
import { useEffect, useRef, useState } from 'react'
import { useFiles } from './files-context.ts'
import { uploadWords } from './upload-words.ts'

/** A file that is to go with the next message. */
export interface Attachment {
  readonly id: number
  readonly file: File
  /** An address of what it shows, where it is a picture. */
  readonly preview: string | null
  /** How many of its bytes have come to the server. */
  readonly came: number
  /** Null while it is on its way, or where it failed. */
  readonly uploaded: Uploaded | null
  readonly problem: string | null
}

/** Whether its bytes are on their way. */
export const isComing = ({ uploaded, problem }: Attachment): boolean => uploaded === null && problem === null

/** The files that are to go with the next message: each is uploaded as soon as it is chosen. */
export interface Attachments {
  readonly all: ReadonlyArray<Attachment>
  readonly add: (files: Iterable<File>) => void
  readonly remove: (id: number) => void
  /** Gives those that are uploaded, and has them stand here no more. */
  readonly take: () => ReadonlyArray<Uploaded>
}

/** The most files of one message. */
const most = 10
let latest = 0

const forget = ({ preview }: Pick<Attachment, 'preview'>): void => {
  if (preview !== null) URL.revokeObjectURL(preview)
}

export const useAttachments = (): Attachments => {
  const files = useFiles()
  const [all, setAll] = useState<ReadonlyArray<Attachment>>([])
  const stops = useRef(new Map<number, AbortController>())
  const change = (id: number, changed: Partial<Attachment>): void =>
    setAll((before) => before.map((one) => (one.id === id ? { ...one, ...changed } : one)))
  useEffect(() => {
    const underWay = stops.current
    return () => underWay.forEach((stop) => stop.abort())
  }, [])

  const upload = async (id: number, file: File): Promise<void> => {
    const stop = new AbortController()
    stops.current.set(id, stop)
    const onProgress = (came: number): void => change(id, { came })
    const outcome = await files.upload(file, { onProgress, signal: stop.signal })
    stops.current.delete(id)
    change(id, E.isLeft(outcome) ? { problem: uploadWords(outcome.left) } : { uploaded: outcome.right })
  }
  return {
    all,
    add: (given) => {
      const room = most - all.length
      const added = [...given].slice(0, Math.max(room, 0)).map((file): Attachment => {
        latest += 1
        const preview = file.type.startsWith('image/') ? URL.createObjectURL(file) : null
        return { id: latest, file, preview, came: 0, uploaded: null, problem: null }
      })
      setAll((before) => [...before, ...added])
      for (const { id, file } of added) void upload(id, file)
    },
    remove: (id) => {
      stops.current.get(id)?.abort()
      all.filter((one) => one.id === id).forEach(forget)
      setAll((before) => before.filter((one) => one.id !== id))
    },
    take: () => {
      const taken = all.filter(({ uploaded }) => uploaded !== null)
      taken.forEach(forget)
      setAll((before) => before.filter(({ uploaded }) => uploaded === null))
      return taken.flatMap(({ uploaded }) => uploaded ?? [])
    },
  }
}
