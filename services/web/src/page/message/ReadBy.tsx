import type { ShownMessage } from '@parley/client'
import type { Timestamp, UserId } from '@parley/domain'
import { clockTime, dayWords, fullTime } from '../app/times.ts'
import { Said } from '../fields/Said.tsx'
import { useNicknames } from '../personal/nicknames.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { useReceipts } from './use-receipts.ts'

interface ReadByProps {
  readonly message: ShownMessage
  readonly onClose: () => void
}

/** Who has read a message, to whom it has come, and who has neither, of those who let it be known. */
export const ReadBy = ({ message, onClose }: ReadByProps) => {
  const { found, problem } = useReceipts(message)
  const all = found ?? []
  const read = all.filter(({ readAt }) => readAt !== null)
  const delivered = all.filter(({ readAt, deliveredAt }) => readAt === null && deliveredAt !== null)
  const others = all.filter(({ readAt, deliveredAt }) => readAt === null && deliveredAt === null)
  return (
    <Dialog title="Read by" onClose={onClose}>
      <Said id={`read-${message.messageId}`} problem={problem} room={null} />
      <div aria-busy={found === null && problem === null}>
        <People title="Read" people={read.map(({ userId, readAt: at }) => ({ userId, at }))} />
        <People title="Delivered" people={delivered.map(({ userId, deliveredAt: at }) => ({ userId, at }))} />
        <People title="Not yet" people={others.map(({ userId }) => ({ userId, at: null }))} />
        {found?.length === 0 && <p className="hint">Nobody else here lets it be known.</p>}
      </div>
    </Dialog>
  )
}

interface PeopleProps {
  readonly title: string
  readonly people: ReadonlyArray<{ readonly userId: UserId; readonly at: Timestamp | null }>
}

const People = ({ title, people }: PeopleProps) => {
  const nicknames = useNicknames()
  if (people.length === 0) return null
  return (
    <section className="read-by" aria-label={title}>
      <h3>{title}</h3>
      <ul>
        {people.map(({ userId, at }) => (
          <li className="member" key={userId}>
            <Avatar name={userId} size="small" />
            <span className="member-name" title={userId}>
              <bdi>{nicknames.get(userId) ?? userId}</bdi>
            </span>
            {at !== null && (
              <time dateTime={at} title={fullTime(at)}>
                {dayWords(at)}, {clockTime(at)}
              </time>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
