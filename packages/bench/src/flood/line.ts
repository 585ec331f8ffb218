import { WebSocket } from 'ws'

/** Something that a flooder did over one of its connections, `at` so many milliseconds from when it began. */
export interface Deed {
  readonly at: number
  /** Which of its connections it was, by number. */
  readonly line: number
  readonly did: { readonly said: string } | 'opened' | 'ended'
}

/** Opens connections, and notes what is done over them. */
export interface Lines {
  readonly open: () => Promise<FloodLine>
  readonly deeds: ReadonlyArray<Deed>
}

/** A flooder's connection. */
interface FloodLine {
  readonly socket: WebSocket
  readonly say: (text: string) => void
  readonly end: () => void
}

/** What waits in a connection's socket by then, in bytes, is enough. */
const mostWaiting = 4_000_000

export const lines = (url: string, localAddress: string | undefined): Lines => {
  const deeds: Array<Deed> = []
  const began = performance.now()
  let opened = 0
  return {
    deeds,
    open: async () => {
      opened += 1
      const line = opened
      const note = (did: Deed['did']): void => void deeds.push({ at: performance.now() - began, line, did })
      note('opened')
      const socket = new WebSocket(url, localAddress === undefined ? {} : { localAddress })
      socket.on('error', () => undefined)
      await new Promise<void>((resolve) => {
        socket.once('open', resolve)
        socket.once('close', () => resolve())
      })
      return {
        socket,
        say: (text) => {
          if (socket.readyState !== WebSocket.OPEN || socket.bufferedAmount > mostWaiting) return
          note({ said: text })
          socket.send(text)
        },
        end: () => {
          note('ended')
          socket.terminate()
        },
      }
    },
  }
}
