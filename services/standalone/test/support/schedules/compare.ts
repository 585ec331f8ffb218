import type { ClientState } from '@parley/client'
import type { ChannelId } from '@parley/domain'
import { shown } from '../shown.ts'
import { type Device, pinnedIn } from './device.ts'
import { differences } from './differences.ts'
import type { World } from './world.ts'

/** For how many milliseconds of the world's time two clients may differ, once nothing is in their way any more. */
const differFor = 60_000

/**
 * Holds what each device shows against what one shows that has just come and opens the same. Gives where they differ,
 * and what nobody ever came to.
 */
export const compare = async (world: World): Promise<ReadonlyArray<string>> => {
  const wrong: Array<string> = []
  const wait = async (what: string, so: () => boolean): Promise<void> => {
    if (!(await world.until(so))) wrong.push(`it never came to this: ${what}`)
  }
  await wait('all that was asked for is answered', world.isAnswered)
  for (const [n, device] of world.devices.entries()) {
    const name = `device ${n}`
    await wait(`${name} is online`, () => isOnline(device))
    await wait(`${name} has sent everything`, () => hasSentAll(device))
    await wait(`${name} has loaded all that is open`, () => hasAll(world, device))
    const fresh = world.fresh(device.userId)
    await wait(`${name} afresh is online`, () => isOnline(fresh))
    openAsIn(world, device.client.state(), fresh)
    await wait(`${name} afresh has opened as much`, world.isAnswered)
    openThreadsAsIn(world, device.client.state(), fresh)
    await wait(`${name} afresh has opened as many threads`, world.isAnswered)
    await wait(`${name} afresh has loaded all that is open`, () => hasAll(world, fresh))
    const differing = (): ReadonlyArray<string> =>
      differences(shownBy(device.client.state()), shownBy(fresh.client.state()), name)
    // What is found out only now may shut pages that were loaded: they are asked for again.
    await world.until(
      () =>
        hasAll(world, device) &&
        hasAll(world, fresh) &&
        hasMembersAsIn(world, fresh, device) &&
        differing().length === 0,
      differFor,
    )
    wrong.push(...differing())

    await wait(`${name} knows what is pinned`, device.knowsPins)
    for (const [channelId, pins] of device.pins) {
      const asked = pinnedIn(fresh.client, channelId).then((found) =>
        wrong.push(...differences(pins, found, `${name}, pinned in ${channelId}`)),
      )
      world.track(asked)
      await wait(`${name} afresh knows what is pinned`, world.isAnswered)
    }
    fresh.client.close()
    // One is enough, and waiting for what does not come takes long.
    if (wrong.length > 0) break
  }
  return wrong
}

const isOnline = ({ client }: Device): boolean => client.state().status === 'online'

/** What a client shows: with the members that it has loaded. */
const shownBy = (state: ClientState) => ({
  ...shown(state),
  members: Object.fromEntries(
    [...state.timelines].map(([channelId, { roster }]) => [
      channelId,
      roster === null ? null : roster.members.toSorted((a, b) => (a.userId < b.userId ? -1 : 1)),
    ]),
  ),
})

/** Whether all of what is open is loaded, members where they were asked for; asks for what is not. */
const hasAll = (world: World, { client }: Device): boolean => {
  if (!world.isAnswered()) return false
  for (const [channelId, { loaded, more, later, seeking, roster }] of client.state().timelines) {
    if (!loaded || seeking !== null) return false
    if (more || later || roster?.more === true) {
      world.track(load(client, channelId))
      return false
    }
  }
  return true
}

/** Whether nothing waits to be said. Somebody has seen what was turned down, and drops it. */
const hasSentAll = ({ client }: Device): boolean => {
  for (const { clientMessageId, failure } of client.state().pending)
    if (failure !== null) client.discard(clientMessageId)
  return client.state().pending.length === 0
}

/** Whether a device has the members that another has loaded; asks for those that a snapshot has shut meanwhile. */
const hasMembersAsIn = (world: World, other: Device, { client }: Device): boolean => {
  const shut = [...other.client.state().timelines].filter(
    ([channelId, { roster }]) => roster !== null && client.state().timelines.get(channelId)?.roster === null,
  )
  for (const [channelId] of shut) world.track(client.loadMembers(channelId))
  return shut.length === 0
}

const load = async (client: Device['client'], channelId: ChannelId): Promise<void> => {
  await client.loadEarlier(channelId)
  await client.loadLater(channelId)
  if (client.state().timelines.get(channelId)?.roster !== null) await client.loadMembers(channelId)
}

const openAsIn = (world: World, { timelines }: ClientState, { client }: Device): void => {
  for (const [channelId, { roster }] of timelines) {
    const open = async (): Promise<void> => {
      await client.open(channelId)
      if (roster !== null) await client.loadMembers(channelId)
    }
    world.track(open())
  }
}

const openThreadsAsIn = (world: World, { timelines }: ClientState, { client }: Device): void => {
  for (const [channelId, { threads, reopening }] of timelines)
    for (const parentId of [...threads.keys(), ...reopening])
      world.track(client.openThread(channelId, parentId))
}
