import type { Files } from '@parley/client/files'
import { createContext, useContext } from 'react'

export const FilesContext = createContext<Files | null>(null)

/** Uploads of who is signed in, and their links. Throws outside of the signed-in page. */
export const useFiles = (): Files => {
  const files = useContext(FilesContext)
  if (files === null) throw new Error('There are no files outside of the signed-in page')
  return files
}
