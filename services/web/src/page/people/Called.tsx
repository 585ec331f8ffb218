import type { Conversation } from '@parley/client'
import type { UserId } from '@parley/domain'
import { useCalled, useNameOf } from './called.ts'

interface CalledProps {
  readonly userId: UserId
  /** What they are called here before anything else. */
  readonly instead?: string | null | undefined
  readonly className?: string
  /** Whether the id stands beside it, where it is another; else it is at hand as a title. */
  readonly withId?: boolean
}

/** What somebody is called, with their id at hand: two may be called the same. */
export const Called = ({ userId, instead, className, withId = false }: CalledProps) => {
  const called = useCalled(userId)
  const name = instead ?? called
  return (
    <>
      <bdi className={className} title={userId}>
        {name}
      </bdi>
      {withId && name !== userId && <bdi className="by-name"> {userId}</bdi>}
    </>
  )
}

/** What a conversation is called. */
export const NameOf = ({ conversation }: { readonly conversation: Conversation }) => useNameOf(conversation)
