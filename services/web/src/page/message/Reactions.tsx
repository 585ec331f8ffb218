import type { ShownMessage } from '@parley/client'
import type { ReactionName } from '@parley/domain'
import { useClient, useMe } from '../app/client-context.ts'
import { useAct } from '../app/notices.tsx'
import { inKeptOrder } from './kept-order.ts'
import type { May } from './may.ts'

interface ReactionsProps {
  readonly message: ShownMessage
  readonly may: May
}

/** How people reacted; a click joins in, or takes one's own back. */
export const Reactions = ({ message: { channelId, messageId, reactions }, may }: ReactionsProps) => {
  const client = useClient()
  const act = useAct()
  const me = useMe()
  if (reactions.length === 0) return null
  const toggle = (name: ReactionName, mine: boolean): void => {
    const type = mine ? 'RemoveReaction' : 'AddReaction'
    void act(client.command({ type, channelId, messageId, name }))
  }
  return (
    <ul className="reactions" aria-label="Reactions">
      {inKeptOrder(messageId, reactions).map(({ name, userIds }) => {
        const mine = me !== null && userIds.includes(me)
        return (
          <li key={name}>
            <button
              type="button"
              aria-pressed={mine}
              title={`${name}: ${userIds.join(', ')}`}
              aria-label={`${name}, ${userIds.length}`}
              disabled={!may.react}
              onClick={() => toggle(name, mine)}
            >
              <bdi className="reaction-name">{name}</bdi> {userIds.length}
            </button>
          </li>
        )
      })}
    </ul>
  )
}
