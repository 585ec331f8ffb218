import type { ReactNode } from 'react'
import { useNotice } from '../app/notices.tsx'
import { kindWords } from '../message/kind-words.ts'
import { sizeWords } from '../text/body.ts'
import { useFiles } from './files-context.ts'
import type { FileBody } from './file-body.ts'

interface NamedFileProps {
  readonly body: FileBody
  /** What it shows, in place of its name. */
  readonly children?: ReactNode
}

/** A file by its name and size, or by what it shows: to be opened, or kept, as the browser does with what it is. */
export const NamedFile = ({ body, children }: NamedFileProps) => {
  const files = useFiles()
  const notice = useNotice()
  const open = async (): Promise<void> => {
    const link = await files.link(body.fileId)
    const isThere =
      link !== null && (await fetch(link, { method: 'GET', headers: { Range: 'bytes=0-0' } })).ok
    if (!isThere) return notice(`${body.name} is not to be had here.`)
    const anchor = document.createElement('a')
    anchor.href = link
    anchor.target = '_blank'
    anchor.rel = 'noopener'
    anchor.click()
  }
  const fail = (): void => notice('There is no connection just now.')
  return (
    <button
      type="button"
      className={children === undefined ? 'attached' : 'attached picture'}
      aria-label={`Open ${body.name}`}
      onClick={() => void open().catch(fail)}
    >
      {children ?? (
        <>
          <i>{kindWords[body.kind]}</i> <bdi className="named">{body.name}</bdi>{' '}
          <span>{sizeWords(body.size)}</span>
        </>
      )}
    </button>
  )
}
