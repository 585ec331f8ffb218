import type { FileId } from '@parley/domain'
import { useEffect, useState } from 'react'
import { useFiles } from './files-context.ts'

/** A link to a file that is shown: null until there is one, and where it is not to be had. */
export interface ShownLink {
  readonly link: string | null
  /** To be called where the link was good for nothing: another is asked for, once. */
  readonly failed: () => void
}

export const useLink = (fileId: FileId): ShownLink => {
  const files = useFiles()
  const [link, setLink] = useState<string | null>(null)
  const [isAnother, setAnother] = useState(false)
  useEffect(() => {
    let here = true
    const ask = async (): Promise<void> => {
      const found = await files.link(fileId)
      if (here) setLink(found)
    }
    void ask()
    return () => {
      here = false
    }
  }, [files, fileId])
  const askAnew = async (): Promise<void> => setLink(await files.link(fileId, { anew: true }))
  const failed = (): void => {
    setLink(null)
    setAnother(true)
    if (!isAnother) void askAnew()
  }
  return { link, failed }
}
