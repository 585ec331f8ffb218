import { perform } from './perform.ts'
import type { Step } from './steps.ts'
import type { World } from './world.ts'

/** What there is before anything goes wrong: two channels, of all and of two, in which a little was said already. */
const beginning: ReadonlyArray<Step> = [
  { do: 'create', device: 0, type: 'standard', person: 'bo', turns: 0 },
  { do: 'create', device: 0, type: 'private', person: 'bo', turns: 0 },
  { do: 'add', device: 0, channel: 0, person: 'cy', turns: 0 },
  { do: 'open', device: 0, channel: 0, at: 'latest', turns: 0 },
  { do: 'open', device: 1, channel: 0, at: 'latest', turns: 0 },
  { do: 'open', device: 2, channel: 0, at: 'latest', turns: 0 },
  { do: 'open', device: 3, channel: 0, at: 'latest', turns: 0 },
  { do: 'send', device: 0, channel: 0, to: null, turns: 0 },
  { do: 'send', device: 1, channel: 0, to: 0, turns: 0 },
  { do: 'send', device: 1, channel: 1, to: null, turns: 0 },
]

/** Has the world begin, one thing after another. */
export const begin = async (world: World): Promise<void> => {
  for (const step of beginning) {
    await perform(world, step)
    if (!(await world.until(world.isAnswered))) throw new Error(`no answer to ${JSON.stringify(step)}`)
  }
}
