import type { ChannelId } from '@parley/domain'
import { tenantId } from '@parley/domain/testing'
import type { RecordedEvent } from '@parley/event-store'
import { begin } from './begin.ts'
import { compare } from './compare.ts'
import { perform } from './perform.ts'
import { repeatable } from './repeatable.ts'
import { resumeEverywhere } from './resume-everywhere.ts'
import type { Schedule } from './steps.ts'
import { world, type World } from './world.ts'

/** What came of a schedule. */
export interface Ran {
  /** What is not as it should be, in words: nothing, it is hoped. */
  readonly wrong: ReadonlyArray<string>
  /** What the log has in the end. */
  readonly events: ReadonlyArray<RecordedEvent>
}

/**
 * Has a schedule happen to a whole system, lets it be mended, and looks whether all is as it should be: each client
 * shows what one shows that has just come, what was acknowledged is kept, once, and no server wrote what it should not,
 * also where everybody resumes every channel from every revision in the end. `tenant`: whose log it is.
 */
export const run = async ({ settings, steps }: Schedule, tenant: string): Promise<Ran> => {
  const end = repeatable()
  const here = world({ settings, tenantId: tenantId(tenant) })
  try {
    await begin(here)
    for (const step of steps) {
      await perform(here, step)
      for (let n = 0; n < step.turns; n += 1) await here.turns.next()
    }
    here.heal()
    const wrong = [
      ...(await compare(here)),
      ...(await resumeEverywhere(here)),
      ...here.faults.map((fault) => `a server took this for its fault: ${fault}`),
      ...here.slips.map(
        ({ why, word, to, text }) => `${word} is ${why} and was told to ${to}: ${around(word, text)}`,
      ),
      ...wrongSegments(here),
      ...(steps.some((step) => step.do === 'restore') ? [] : lost(here)),
    ]
    return { wrong, events: [...here.log.events] }
  } finally {
    here.end()
    end()
  }
}

/** What stands on either side of a word. */
const around = (word: string, text: string): string => {
  const at = text.indexOf(word)
  return text.slice(Math.max(0, at - 700), at + 100)
}

/** Channels in which the messages' segments are not 1 and what follows it, without holes. */
const wrongSegments = ({ readSide }: World): ReadonlyArray<string> => {
  const segments = new Map<ChannelId, ReadonlyArray<number>>()
  for (const { event } of readSide.happened())
    if (event.type === 'MessageSent')
      segments.set(event.channelId, [...(segments.get(event.channelId) ?? []), event.segment])
  return [...segments].flatMap(([channelId, all]) =>
    all.every((segment, n) => segment === n + 1) ? [] : [`the segments of ${channelId} are ${all.join()}`],
  )
}

/** Messages that were acknowledged and are not there, or twice. */
const lost = ({ readSide, acknowledged }: World): ReadonlyArray<string> => {
  const kept = readSide
    .happened()
    .flatMap(({ event }) => (event.type === 'MessageSent' ? [event.commandId] : []))
  return [...acknowledged].flatMap((name) => {
    const times = kept.filter((one) => one === name).length
    return times === 1 ? [] : [`the message ${name} was acknowledged, and is there ${times} times`]
  })
}
