import { type ChannelId, folded } from '@parley/domain'
import { useClientState, useMe } from '../app/client-context.ts'

/** How many are offered. */
const most = 6
const begun = /(?:^|\s)@(?<name>[^\s@]{0,64})$/

/** The names that go on from an `@` at the end of what is typed, of people seen in a channel; none without one. */
export const useCompletion = (channelId: ChannelId, typed: string): ReadonlyArray<string> => {
  const me = useMe()
  const name = begun.exec(typed)?.groups?.['name']
  const people = useClientState((state) => {
    if (name === undefined) return ''
    const seen = new Set<string>(state.online.get(channelId) ?? [])
    for (const { senderId } of state.timelines.get(channelId)?.messages ?? []) seen.add(senderId)
    const other = state.conversations.get(channelId)?.withUserId
    if (typeof other === 'string') seen.add(other)
    return [...seen].toSorted().join('\n')
  })
  if (name === undefined || people === '') return []
  const sought = folded(name)
  return people
    .split('\n')
    .filter((one) => one !== me && one !== name && folded(one).startsWith(sought))
    .slice(0, most)
}

/** What is typed with the name that was begun at its end. */
export const completed = (typed: string, name: string): string => typed.replace(/@[^\s@]*$/, `@${name} `)

interface CompletionProps {
  readonly names: ReadonlyArray<string>
  readonly onChoose: (name: string) => void
}

/** People to mention: Tab takes the first. */
export const Completion = ({ names, onChoose }: CompletionProps) =>
  names.length === 0 ? null : (
    <ul className="completion" aria-label="People to mention">
      {names.map((name) => (
        <li key={name}>
          <button type="button" className="quiet" onClick={() => onChoose(name)}>
            @<bdi>{name}</bdi>
          </button>
        </li>
      ))}
    </ul>
  )
