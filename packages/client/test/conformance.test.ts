import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ClientFrame } from '@parley/protocol'
import { ConformanceCase, type Shown } from '@parley/protocol/conformance'
import { certain } from '@parley/domain'
import { expect, test } from 'vitest'
import { callOf, shownOf } from './support/case-client.ts'
import { turn } from './support/fake-socket.ts'
import { started } from './support/let-in.ts'

const folder = fileURLToPath(new URL('../../protocol/conformance/', import.meta.url))
const cases = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => certain(ConformanceCase, JSON.parse(readFileSync(`${folder}${file}`, 'utf8'))))

/**
 * What of a frame has to be as the case says. In which order channels are watched, who wants to know who is there, and
 * how a command is called are the client's own; whether it names a revision, or what it has seen, is not.
 */
const compared = (frame: ClientFrame): object => {
  switch (frame.type) {
    case 'subscribe':
      return {
        ...frame,
        id: null,
        channels: frame.channels
          .map(({ channelId, after = null }) => ({ channelId, after }))
          .toSorted((a, b) => (a.channelId < b.channelId ? -1 : 1)),
      }
    case 'authenticate':
      return { ...frame, id: null, latest: frame.latest ?? null }
    case 'command':
      return { ...frame, id: null, command: { ...frame.command, commandId: null } }
    case 'query':
    case 'unsubscribe':
      return { ...frame, id: null }
    case 'typing':
      return frame
    default:
      return frame satisfies never
  }
}

/** Between a lost connection and the next try. */
const beforeNextTry = 100

/** Lets everything come to its rest that waits for nothing but its turn. */
const settled = async (): Promise<void> => {
  for (let n = 0; n < 4; n += 1) await turn()
}

const title = ({ rules, name }: ConformanceCase): string => `${rules.join(' ')}: ${name}`

test.each(cases.filter(({ only }) => only !== 'server').map((one) => [title(one), one] as const))(
  '%s',
  async (_, { steps }) => {
    const { client, clock, reach } = started({ token: () => 'ada', wait: () => beforeNextTry })
    let connections = 0
    let server = await reach(connections)
    let heard = 0
    /** The client's own numbers of its requests, by those that the case gives them. */
    const ids = new Map<unknown, number>()

    const hear = async (expected: ClientFrame): Promise<void> => {
      await settled()
      const frame = server.heard[heard]
      heard += 1
      expect(frame && compared(frame)).toMatchObject(compared(expected))
      if (frame !== undefined && 'id' in frame && 'id' in expected) ids.set(expected.id, frame.id)
    }
    const look = (named: Shown): void => expect(shownOf(client.state(), named)).toEqual(named)
    const lose = async (code?: number): Promise<void> => {
      await settled()
      expect(server.heard.slice(heard)).toEqual([])
      server.drop(code)
      await clock.advance(beforeNextTry)
      connections += 1
      server = await reach(connections)
      heard = 0
      ids.clear()
    }
    for (const step of steps) {
      if ('client' in step) await hear(step.client)
      else if ('server' in step)
        server.sayText(
          JSON.stringify(
            step.server.map((frame) => ('id' in frame ? { ...frame, id: ids.get(frame['id']) } : frame)),
          ),
        )
      else if ('cut' in step || 'restored' in step) await lose()
      else if ('closed' in step) await lose(step.closed)
      else if ('wait' in step) await clock.advance(step.wait)
      else if ('program' in step) callOf(client, step.program)
      else if ('shows' in step) look(step.shows)
      await settled()
    }
    // Nothing was asked that the case does not know of.
    expect(server.heard.slice(heard)).toEqual([])
  },
)
