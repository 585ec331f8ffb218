import type { Accepted, CommandAnswer } from '@parley/client'
import * as E from 'fp-ts/lib/Either.js'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react'
import { failureWords } from './failure-words.ts'

const NoticeContext = createContext<(words: string) => void>(() => undefined)

/** Says something to the person for a while. */
const useNotice = () => useContext(NoticeContext)

/** Waits for a command's answer, says why where it failed, and gives what it came to, or null. */
export const useAct = (): ((answer: CommandAnswer) => Promise<Accepted | null>) => {
  const notice = useNotice()
  return useCallback(
    async (answer) => {
      const settled = await answer
      if (E.isRight(settled)) return settled.right
      notice(failureWords(settled.left))
      return null
    },
    [notice],
  )
}

/** How long a notice stays, in milliseconds. */
const stays = 6_000

export const Notices = ({ children }: { readonly children: ReactNode }) => {
  const [notice, setNotice] = useState<{ readonly words: string } | null>(null)
  const say = useCallback((words: string) => setNotice({ words }), [])
  useEffect(() => {
    if (notice === null) return
    const timer = setTimeout(() => setNotice(null), stays)
    return () => clearTimeout(timer)
  }, [notice])
  return (
    <NoticeContext value={say}>
      {children}
      <div className="notices" role="alert">
        {notice !== null && (
          <p className="notice">
            {notice.words}
            <button type="button" className="quiet" onClick={() => setNotice(null)}>
              Dismiss
            </button>
          </p>
        )}
      </div>
    </NoticeContext>
  )
}
