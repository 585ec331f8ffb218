import { isEventIn } from '@parley/domain'
import type { Happened } from '@parley/contract/testing'
import type { ChannelId, Revision } from '@parley/domain'
import { userId } from '@parley/domain/testing'
import { people } from './steps.ts'
import { visitor } from './visitor.ts'
import type { World } from './world.ts'

/** Fewer than a session may have under way. */
const atOnce = 12

/**
 * Everybody resumes every channel from every revision that it had, from one that it has not, and from none. Gives the
 * reactions that were taken back and are told to somebody who had not seen them there; what else is told and should not
 * be, is found in all that the servers write.
 */
export const resumeEverywhere = async (world: World): Promise<ReadonlyArray<string>> => {
  const history = world.readSide.happened()
  const reactions = reactionsIn(history)
  const wrong: Array<string> = []
  for (const name of people) {
    const wire = world.dial(userId(name))
    if (wire === undefined) throw new Error('no server is there')
    const one = visitor(userId(name), wire)
    const look = async (channelId: ChannelId, after: number): Promise<void> => {
      const text = await one.watch(channelId, after < 0 ? undefined : (after as Revision))
      for (const [word] of text.matchAll(/<\d+>/g)) {
        const reaction = reactions.get(word)
        if (reaction !== undefined && !reaction.stands && reaction.revision > after)
          wrong.push(`${word}, which was taken back, is told to ${name} after ${after} of ${channelId}`)
      }
    }
    for (const [channelId, last] of lastRevisions(history))
      for (let after = -1; after <= last + 1; after += atOnce) {
        for (let n = after; n < after + atOnce && n <= last + 1; n += 1) world.track(look(channelId, n))
        if (!(await world.until(world.isAnswered))) wrong.push(`no answer to ${name} about ${channelId}`)
      }
    one.leave()
  }
  return wrong
}

const lastRevisions = (history: ReadonlyArray<Happened>): ReadonlyMap<ChannelId, number> =>
  new Map(
    history.flatMap(({ event, revision }) =>
      isEventIn('channel', event) ? [[event.channelId, revision] as const] : [],
    ),
  )

interface Reaction {
  readonly revision: number
  readonly stands: boolean
}

/** Each reaction, when it was made first, and whether it stands. Of those that several people made nothing follows. */
const reactionsIn = (history: ReadonlyArray<Happened>): ReadonlyMap<string, Reaction> => {
  const all = new Map<string, Reaction>()
  const on = new Map<string, string>()
  for (const { event, revision } of history)
    if (event.type === 'ReactionAdded') {
      all.set(event.name, { revision, stands: true })
      on.set(event.name, event.messageId)
    } else if (event.type === 'ReactionRemoved' || event.type === 'MessageDeleted')
      for (const [name, reaction] of all) {
        const isTaken =
          event.type === 'ReactionRemoved' ? name === event.name : on.get(name) === event.messageId
        if (isTaken) all.set(name, { ...reaction, stands: false })
      }
  return all
}
