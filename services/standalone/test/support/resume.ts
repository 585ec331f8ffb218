import type { Client } from '@parley/client'
import { connect } from '@parley/client'
import type { ChannelId, MessageId, TenantId } from '@parley/domain'
import { text } from '@parley/domain/testing'
import { kept } from './as-far-as-kept.ts'
import { act, create, type Group, online } from './activity.ts'
import { cuttingProxy } from './cutting-proxy.ts'
import { personAt, seen, tokenOf } from './engine.ts'
import { random, type Random } from './random.ts'
import { type Both, sameShown } from './shown.ts'

const names = ['ada', 'bo', 'cy', 'di']

/** What somebody does who reads: opens, scrolls up, looks into threads, goes elsewhere. Resolves when it is loaded. */
export const look = async (reader: Client, { channels }: Group, r: Random): Promise<void> => {
  const channelId = r.pick(channels)
  const timeline = reader.state().timelines.get(channelId)
  if (timeline === undefined) return reader.open(channelId)
  if (r.chance(0.05)) return reader.shut(channelId)
  const threads = timeline.messages.filter(({ replyCount }) => replyCount > 0)
  if (threads.length > 0 && r.chance(0.5)) return reader.openThread(channelId, r.pick(threads).messageId)
  return reader.loadEarlier(channelId)
}

/** Loads all that is in what is open, as far as a timeline keeps it, from its beginning on. */
const scrollUp = async (client: Client): Promise<void> => {
  for (const channelId of client.state().timelines.keys()) {
    await seen(client, ({ timelines }) => timelines.get(channelId)?.loaded !== false)
    const timeline = () => client.state().timelines.get(channelId)
    const isShort = (): boolean => timeline()?.later === true && (timeline()?.messages.length ?? 0) < kept
    while (timeline()?.more === true || isShort()) {
      // The last cut may come only now; without a connection nothing is loaded, at once.
      await online(client)
      await (timeline()?.more === true ? client.loadEarlier(channelId) : client.loadLater(channelId))
    }
  }
}

/**
 * Somebody (`di`) reads and writes over a connection that is cut again and again, at any byte, while others are at
 * work. Gives what their client shows in the end, and what one shows that has just come.
 *
 * @param at the engine's port. A tenant of its own keeps every seed apart.
 */
export const cutAndResume = async (at: number, seed: number, steps: number): Promise<Both> => {
  const r = random(seed)
  const tenant = `cut-${seed}-${Date.now().toString(36)}` as TenantId
  const url = `ws://127.0.0.1:${at}/ws`
  const proxy = await cuttingProxy(at)
  const others = names.slice(0, 3).map((name) => personAt(url, name, tenant))
  const cut = connect({
    url: `ws://127.0.0.1:${proxy.port}/ws`,
    token: () => tokenOf('di', tenant),
    wait: () => r.below(5),
  })
  const all = [...others, cut]
  try {
    await Promise.all(all.map(online))
    const [first] = others
    if (first === undefined) throw new Error('nobody')
    const channels = [
      await create(first, names),
      await create(first, ['di'], 'private'),
      await create(first, names),
    ]
    const group: Group = { names, clients: all, channels }
    for (const client of all) for (const channelId of channels) void client.open(channelId)
    await burst(first, group, r.below(130))

    const underWay: Promise<void>[] = []
    const looks: Promise<void>[] = []
    for (let step = 0; step < steps; step += 1) {
      underWay.push(act(group, r))
      if (r.chance(0.25)) looks.push(look(cut, group, r))
      if (r.chance(0.12)) proxy.cutAfter(r.chance(0.3) ? 0 : r.below(r.pick([50, 3_000, 40_000])))
      if (r.chance(0.3)) await Promise.race(underWay.slice(-3))
      if (r.chance(0.1)) await online(cut)
      if (r.chance(2 / steps / 10)) await burst(first, group, 600)
    }
    await Promise.all(underWay)
    proxy.cutAfter(Number.POSITIVE_INFINITY)
    // A thread that is still being opened would be open here and not be found where the other looks what to open.
    await Promise.all(looks)
    return await compare(cut, personAt(url, 'di', tenant))
  } finally {
    for (const client of all) client.close()
    await proxy.close()
  }
}

/** Many messages at once: more than one page, or more than a delta holds. */
const burst = async (client: Client, { channels }: Group, many: number): Promise<void> => {
  const [channelId] = channels
  if (channelId === undefined) return
  const sent = Array.from({ length: many }, (_, n) => client.send({ channelId, body: text(`message ${n}`) }))
  await Promise.all(sent)
}

/** A busy server may have no answer at once, and a connection that is silent for long is given up for another. */
const openThread = async (client: Client, channelId: ChannelId, parentId: MessageId): Promise<void> => {
  const isOpen = (): boolean => client.state().timelines.get(channelId)?.threads.has(parentId) === true
  for (let tries = 0; tries < 10 && !isOpen(); tries += 1) {
    await online(client)
    await client.openThread(channelId, parentId)
  }
}

/** The fresh one opens what the other has open. */
export const compare = async (cut: Client, fresh: Client): Promise<Both> => {
  try {
    await Promise.all([online(cut), online(fresh)])
    await seen(cut, ({ pending }) => pending.length === 0)
    await scrollUp(cut)
    for (const [channelId, { threads, reopening }] of cut.state().timelines) {
      await fresh.open(channelId)
      for (const parentId of [...threads.keys(), ...reopening]) await openThread(fresh, channelId, parentId)
    }
    await scrollUp(fresh)
    return await sameShown(cut, fresh)
  } finally {
    fresh.close()
  }
}
