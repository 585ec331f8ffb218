import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { NoticesInDialog } from '../app/notices.tsx'
import { IconButton } from './IconButton.tsx'

interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  readonly className?: string
}

/** A modal window; Esc and a click beside it shut it. The browser keeps the focus in it and gives it back. */
export const Dialog = ({ title, onClose, children, className = '' }: DialogProps) => {
  const element = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  // While it is still in the page: once it is not, the browser gives the focus back to nobody.
  useLayoutEffect(() => {
    const dialog = element.current
    if (dialog === null || dialog.open) return
    dialog.showModal()
    // The browser would begin at the button that shuts it.
    dialog.querySelector('input')?.focus()
    return () => dialog.close()
  }, [])
  return (
    <dialog
      ref={element}
      className={`dialog ${className}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => {
        if (event.target === element.current) onClose()
      }}
    >
      <div className="dialog-inner">
        <header>
          <h2 id={titleId}>{title}</h2>
          <IconButton icon="close" label="Close" onClick={onClose} />
        </header>
        {children}
      </div>
      <NoticesInDialog />
    </dialog>
  )
}
