import { useRef } from 'react'
import { IconButton } from '../ui/IconButton.tsx'

interface AttachButtonProps {
  readonly onFiles: (files: Iterable<File>) => void
}

/** Chooses files from this device. */
export const AttachButton = ({ onFiles }: AttachButtonProps) => {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        dir="auto"
        multiple
        hidden
        onChange={({ target }) => {
          onFiles(target.files ?? [])
          // The same file may be chosen once more.
          target.value = ''
        }}
      />
      <IconButton icon="clip" label="Attach files" onClick={() => input.current?.click()} />
    </>
  )
}
