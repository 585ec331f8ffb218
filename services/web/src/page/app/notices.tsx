import type { Accepted, CommandAnswer } from '@parley/client'
import * as E from 'fp-ts/lib/Either.js'
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useState,
} from 'react'
import { failureWords } from './failure-words.ts'

interface Notice {
  readonly words: string
}

const NoticeContext = createContext<(words: string) => void>(() => undefined)

/** Says something to the person for a while. */
export const useNotice = () => useContext(NoticeContext)

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

interface NoticeState {
  readonly notice: Notice | null
  readonly dismiss: () => void
  /** A dialog is open, and shows notices itself: nothing beside it can be seen, reached or heard. */
  readonly inDialog: (is: boolean) => void
}

const NoticeStateContext = createContext<NoticeState>({
  notice: null,
  dismiss: () => undefined,
  inDialog: () => undefined,
})

/** How long a notice stays, in milliseconds. */
const stays = 6_000

export const Notices = ({ children }: { readonly children: ReactNode }) => {
  const [notice, setNotice] = useState<Notice | null>(null)
  const [isInDialog, inDialog] = useState(false)
  const say = useCallback((words: string) => setNotice({ words }), [])
  const state = useMemo(() => ({ notice, dismiss: () => setNotice(null), inDialog }), [notice])
  useEffect(() => {
    if (notice === null) return
    const timer = setTimeout(() => setNotice(null), stays)
    return () => clearTimeout(timer)
  }, [notice])
  return (
    <NoticeContext value={say}>
      <NoticeStateContext value={state}>
        {children}
        {!isInDialog && <Shown notice={notice} onDismiss={state.dismiss} />}
      </NoticeStateContext>
    </NoticeContext>
  )
}

/** Where notices are shown while a dialog is open: in it. */
export const NoticesInDialog = () => {
  const { notice, dismiss, inDialog } = useContext(NoticeStateContext)
  useLayoutEffect(() => {
    inDialog(true)
    return () => inDialog(false)
  }, [inDialog])
  return <Shown notice={notice} onDismiss={dismiss} />
}

interface ShownProps {
  readonly notice: Notice | null
  readonly onDismiss: () => void
}

const Shown = ({ notice, onDismiss }: ShownProps) => (
  <div className="notices" role="alert">
    {notice !== null && (
      <p className="notice">
        <span>{notice.words}</span>
        <button type="button" className="quiet" onClick={onDismiss}>
          Dismiss
        </button>
      </p>
    )}
  </div>
)
