import type { ChannelId, FeedId, MessageId } from '@parley/domain'
import { useClientState } from '../app/client-context.ts'
import { useCalled } from '../people/called.ts'

interface TypingProps {
  readonly channelId: ChannelId
  readonly feedId: FeedId
  /** The thread, or null for the feed itself. */
  readonly parentId: MessageId | null
}

/** Who is writing here just now. */
export const Typing = ({ channelId, feedId, parentId }: TypingProps) => {
  const typists = useClientState((state) => state.typists.get(channelId))
  const people = (typists ?? [])
    .filter((typist) => typist.feedId === feedId && typist.parentId === parentId)
    .map(({ userId }) => userId)
  const [first, second] = [useCalled(people[0] ?? null), useCalled(people[1] ?? null)]
  const names = people.map((userId, n) => [first, second][n] ?? userId)
  return (
    <p className="typing" aria-live="off">
      {names.length > 0 && (
        <>
          <span className="dots" aria-hidden>
            <i />
            <i />
            <i />
          </span>
          <span dir="auto">{wordsFor(names)}</span>
        </>
      )}
    </p>
  )
}

const wordsFor = ([first, second, ...others]: ReadonlyArray<string>): string => {
  if (second === undefined) return `${first} is typing…`
  if (others.length === 0) return `${first} and ${second} are typing…`
  return 'Several people are typing…'
}
