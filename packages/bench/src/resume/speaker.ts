import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { ownVersions } from '@parley/contract'
import { WebSocket } from 'ws'

/** The commands of one speaker that are under way at once. */
const atOnce = 400

/** Somebody who says commands as fast as they are accepted. */
export interface Speaker {
  /** Says all of these, in their order; resolves with what each was accepted as, in that order. */
  readonly say: (commands: ReadonlyArray<object>) => Promise<ReadonlyArray<SpeakersAnswer>>
  /** Resolves once questions show everything up to a position. */
  readonly shown: (position: number) => Promise<void>
  readonly close: () => void
}

/** Where the result of a command is. */
interface SpeakersAnswer {
  readonly revision: number
  readonly position: number
  readonly channelId: string | undefined
}

interface AnswerFrame {
  readonly type: string
  readonly id: number
  readonly revision: number
  readonly position: number
  readonly result?: { readonly channelId?: string }
  readonly error?: { readonly _tag: string }
}

const passing: ReadonlySet<string> = new Set(['InDoubt', 'Unavailable', 'Overloaded'])

export const speaker = async (url: string, token: string): Promise<Speaker> => {
  const socket = new WebSocket(url, { maxPayload: 0 })
  const waiting = new Map<number, (frame: AnswerFrame) => void>()
  let ids = 0
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString()) as AnswerFrame | ReadonlyArray<AnswerFrame>
    for (const frame of Array.isArray(message) ? (message as ReadonlyArray<AnswerFrame>) : [message]) {
      const answered = waiting.get((frame as AnswerFrame).id)
      waiting.delete((frame as AnswerFrame).id)
      answered?.(frame as AnswerFrame)
    }
  })
  await once(socket, 'open')
  const ask = (frame: object): Promise<AnswerFrame> => {
    ids += 1
    const id = ids
    const { promise, resolve } = Promise.withResolvers<AnswerFrame>()
    waiting.set(id, resolve)
    socket.send(JSON.stringify({ ...frame, id }))
    return promise
  }
  const carriedOut = async (command: object): Promise<SpeakersAnswer> => {
    for (;;) {
      const { type, revision, position, result, error } = await ask({ type: 'command', command })
      if (type === 'accepted') return { revision, position, channelId: result?.channelId }
      // Of a machine that is busy. Under its name it is carried out once.
      if (error === undefined || !passing.has(error._tag)) throw new Error(JSON.stringify(error))
      await pause(100)
    }
  }
  await ask({ type: 'authenticate', version: ownVersions, token })

  return {
    say: async (commands) => {
      const answers: Array<SpeakersAnswer> = []
      const numbered = commands.entries()
      const saying = Array.from({ length: atOnce }, async () => {
        for (const [n, command] of numbered) answers[n] = await carriedOut(command)
      })
      await Promise.all(saying)
      return answers
    },
    shown: async (position) => {
      for (;;) {
        const query = { type: 'browse', limit: 1, atLeast: position }
        const { type } = await ask({ type: 'query', query })
        if (type === 'result') return
      }
    },
    close: () => socket.terminate(),
  }
}
