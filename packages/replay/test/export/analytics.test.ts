import { readFileSync } from 'node:fs'
import type { DomainEvent, MessageSent } from '@parley/domain'
import { at } from '@parley/domain/testing'
import { memoryEventStore } from '@parley/event-store'
import { beforeAll, describe, expect, it } from 'vitest'
import { keyed } from '../../src/mask/keyed.ts'
import { type Duck, duckOn } from '../support/duck.ts'
import { aFolder, exported, key } from '../support/folders.ts'
import { aHistory, appendAll } from '../support/histories.ts'

const page = readFileSync(new URL('../../../../docs/analytics.md', import.meta.url), 'utf8')
const [begin = '', ...questions] = [...page.matchAll(/```sql\n(.*?)```/gs)].map(([, sql = '']) => sql)

/** The question of the page in which this stands. */
const question = (words: string): string => {
  const found = questions.filter((sql) => sql.includes(words))
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} questions say ${words}`)
  return found[0]
}

// Some months, so that days and weeks differ.
const history = aHistory().map((event, n): DomainEvent => ({ ...event, at: at(n * 50_001) }))
const sent = history.filter((event): event is MessageSent => event.type === 'MessageSent')
const people = keyed(key)

const day = (event: DomainEvent): string => event.at.slice(0, 10)
/** The Monday that a week begins with. */
const week = (event: DomainEvent): string => {
  const date = new Date(event.at)
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7))
  return date.toISOString().slice(0, 10)
}
const median = (numbers: ReadonlyArray<number>): number => {
  const sorted = numbers.toSorted((a, b) => a - b)
  const [low = Number.NaN, high = Number.NaN] = [
    sorted[Math.floor((sorted.length - 1) / 2)],
    sorted[Math.ceil((sorted.length - 1) / 2)],
  ]
  return (low + high) / 2
}
const grouped = <A>(
  values: ReadonlyArray<A>,
  by: (value: A) => string,
): ReadonlyArray<readonly [string, ReadonlyArray<A>]> =>
  [...Map.groupBy(values, by)].toSorted(([one], [other]) => (one < other ? -1 : 1))

describe('The questions of docs/analytics.md, asked of an export', () => {
  let duck: Duck
  const answer = async (words: string): Promise<ReadonlyArray<unknown>> => duck.ask(question(words))
  beforeAll(async () => {
    const store = memoryEventStore()
    await appendAll(store, history)
    let end = (): void => undefined
    const folder = aFolder((ending) => (end = ending))
    await exported(store, folder)
    duck = await duckOn(begin.replace('analytics/', `${folder}/`))
    return () => {
      duck.close()
      end()
    }
  })

  it('EXPORT-17: messages a day', async () => {
    expect(await answer('as messages')).toEqual(
      grouped(sent, (event) => `${event.tenantId} ${day(event)}`).map(([group, messages]) => ({
        tenantId: group.split(' ')[0],
        day: `${group.split(' ')[1]} 00:00:00+00`,
        messages: String(messages.length),
        people: String(new Set(messages.map(({ senderId }) => senderId)).size),
      })),
    )
  })

  it('EXPORT-17: active people', async () => {
    const who = (event: DomainEvent): string => ('by' in event ? event.by : event.userId)
    expect(await answer('as week')).toEqual(
      grouped(history, (event) => `${event.tenantId} ${week(event)}`).map(([group, events]) => ({
        tenantId: group.split(' ')[0],
        week: `${group.split(' ')[1]} 00:00:00+00`,
        people: String(new Set(events.map(who)).size),
      })),
    )
  })

  it('EXPORT-17: response times, by replies', async () => {
    const replies = sent.flatMap((asked) => {
      const times = sent
        .filter(
          ({ parentId, tenantId, senderId }) =>
            parentId === asked.messageId && tenantId === asked.tenantId && senderId !== asked.senderId,
        )
        .map((reply) => Date.parse(reply.at) - Date.parse(asked.at))
      return times.length === 0 ? [] : [{ tenantId: asked.tenantId, milliseconds: Math.min(...times) }]
    })
    expect(replies.length).toBeGreaterThan(1)
    const answered = await answer('first_replies')
    expect(answered).toMatchObject(
      grouped(replies, ({ tenantId }) => tenantId).map(([tenantId, all]) => ({
        tenantId,
        replied: String(all.length),
        median_seconds: median(all.map(({ milliseconds }) => milliseconds)) / 1_000,
      })),
    )
  })

  it('EXPORT-17: response times, by what follows in a feed', async () => {
    const feeds = grouped(sent, ({ tenantId, channelId, feedId }) => `${tenantId} ${channelId} ${feedId}`)
    const answers = feeds.flatMap(([, messages]) =>
      messages.flatMap((message, n) => {
        const next = messages[n + 1]
        if (next === undefined || next.senderId === message.senderId) return []
        return [{ tenantId: message.tenantId, milliseconds: Date.parse(next.at) - Date.parse(message.at) }]
      }),
    )
    expect(answers.length).toBeGreaterThan(1)
    expect(await answer('next_sender')).toEqual(
      grouped(answers, ({ tenantId }) => tenantId).map(([tenantId, all]) => ({
        tenantId,
        answered: String(all.length),
        median_seconds: median(all.map(({ milliseconds }) => milliseconds)) / 1_000,
      })),
    )
  })

  it('EXPORT-17: who reacts to whom', async () => {
    const edges = new Map<string, number>()
    for (const event of history) {
      if (event.type !== 'ReactionAdded' && event.type !== 'ReactionRemoved') continue
      const edge = [
        event.tenantId,
        people.person(event.tenantId, event.by),
        people.person(event.tenantId, event.senderId),
      ].join(' ')
      edges.set(edge, (edges.get(edge) ?? 0) + (event.type === 'ReactionAdded' ? 1 : -1))
    }
    const left = [...edges].filter(([, reactions]) => reactions > 0).toSorted(([a], [b]) => (a < b ? -1 : 1))
    expect(left.length).toBeGreaterThan(0)
    expect(await answer('as reactor')).toEqual(
      left.map(([edge, reactions]) => {
        const [tenantId, reactor, author] = edge.split(' ')
        return { tenantId, reactor, author, reactions: String(reactions) }
      }),
    )
  })
})
