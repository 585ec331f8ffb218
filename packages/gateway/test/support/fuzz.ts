import { streamOf } from '@parley/domain'
import type { LiveUpdate } from '@parley/live'
import { device } from './device.ts'
import { random } from './random.ts'
import { sessions } from './sessions.ts'
import { channel, user, world } from './world.ts'

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/**
 * Some people with some devices in some channels; they write, come, go, are cut off, fall behind and come back, in
 * whatever order the seed says, while reads take as long as it says, the read models lag behind, the log's subscription
 * breaks off, and some of what is committed is handed over before the log brings it. In the end everybody has
 * everything, and on the way nobody saw a gap, a repeat, or what is not theirs to see. Throws where that is not so.
 */
export const fuzz = async (seed: number, steps: number): Promise<void> => {
  const { below, chance, pick } = random(seed)
  const here = world()
  const people = ['ada', 'bob', 'cy'].map(user)
  const channels = [channel(1), channel(2)]
  for (const channelId of channels) for (const who of people) here.join(channelId, who)
  const all = sessions({
    world: here,
    engineLimits: {
      watching: {
        heldUpdates: 3 + below(8),
        heldCharacters: 1_000 + below(5_000),
        deltaUpdates: 3 + below(10),
      },
    },
    limits: { partCharacters: 200 + below(3_000), slowBytes: 1_000 },
  })
  const devices = [...people, ...people.slice(0, 2)].map((who) => device(all, who, channels))
  here.manual = true
  here.projectedTo = here.entries.length
  /** What this process commits is handed over at once; what another does, only the log brings. */
  const commit = (entry: LiveUpdate): void => {
    if (chance(0.5)) all.live.committed(streamOf(entry.event), [entry])
  }
  here.pace = async () => {
    for (let turns = below(4); turns > 0; turns -= 1) await turn()
  }

  const happen: ReadonlyArray<readonly [number, () => void]> = [
    [30, () => commit(here.send(pick(channels), pick(people)))],
    [3, () => here.read(pick(channels), pick(people))],
    [
      8,
      () => {
        const [channelId, who] = [pick(channels), pick(people)]
        commit(here.isMember(channelId, who) ? here.leave(channelId, who) : here.join(channelId, who))
      },
    ],
    [25, here.publish],
    [25, here.project],
    [2, here.breakOff],
    [10, () => all.clock.advance(50)],
    [6, () => pick(devices).cut()],
    [4, () => pick(devices).setSlow(true)],
    [4, () => pick(devices).setSlow(false)],
    [3, () => pick(devices).watchAgain()],
    [60, () => pick(devices).take()],
    [
      12,
      () => {
        const one = pick(devices)
        if (!one.isConnected()) one.connect()
      },
    ],
  ]
  const weights = happen.flatMap(([weight, what]) => Array.from({ length: weight }, () => what))
  for (let step = 0; step < steps; step += 1) {
    pick(weights)()
    if (chance(0.3)) await turn()
  }

  for (const channelId of channels)
    for (const who of people) if (!here.isMember(channelId, who)) here.join(channelId, who)
  here.publish()
  here.project()
  for (const one of devices) {
    one.setSlow(false)
    if (!one.isConnected()) one.connect()
  }
  for (let rounds = 0; rounds < 500; rounds += 1) {
    all.clock.advance(50)
    for (const one of devices) while (one.take());
    if (devices.every((one) => one.isUpToDate())) return
    await turn()
  }
  throw new Error('somebody was left behind')
}
