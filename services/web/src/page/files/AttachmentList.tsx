import { sizeWords } from '../text/body.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { type Attachment, isComing } from './use-attachments.ts'

interface AttachmentListProps {
  readonly all: ReadonlyArray<Attachment>
  readonly onRemove: (id: number) => void
}

const statusOf = ({ file, came, uploaded, problem }: Attachment): string => {
  if (problem !== null) return problem
  if (uploaded !== null) return sizeWords(file.size)
  return `${Math.floor((100 * came) / Math.max(file.size, 1))} % of ${sizeWords(file.size)}`
}

/** The files that are to go with the next message, with how far each has come, or why it has not. */
export const AttachmentList = ({ all, onRemove }: AttachmentListProps) =>
  all.length === 0 ? null : (
    <ul className="attachments" aria-label="Files to send">
      {all.map((one) => (
        <li
          key={one.id}
          data-state={one.problem !== null ? 'failed' : one.uploaded === null ? 'coming' : 'there'}
        >
          {one.preview !== null && <img src={one.preview} alt="" />}
          <bdi className="named">{one.file.name}</bdi>
          <span role={one.problem === null ? undefined : 'alert'}>{statusOf(one)}</span>
          {isComing(one) && (
            <progress max={one.file.size} value={one.came} aria-label={`Uploading ${one.file.name}`} />
          )}
          <IconButton icon="close" label={`Take out ${one.file.name}`} onClick={() => onRemove(one.id)} />
        </li>
      ))}
    </ul>
  )
