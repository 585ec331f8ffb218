import type { CommandId } from '@parley/domain'
import { adasChannel, commandId, text } from '@parley/domain/testing'
import { describe, expect, it } from 'vitest'
import { type FakeServer, turn } from './support/fake-socket.ts'
import { accepted, nothingYet } from './support/frames.ts'
import { asked, letInAgain, started } from './support/let-in.ts'

/** The commands that a server has heard, by their names. */
const heard = ({ heard: frames }: FakeServer): ReadonlyArray<readonly [number, CommandId]> =>
  frames.flatMap((frame) =>
    frame.type === 'command' && frame.command.type === 'SendMessage'
      ? [[frame.id, frame.command.clientMessageId] as const]
      : [],
  )

/** A client of a server that lets in, and then does with each connection what it is told to. */
const servedBy = () => {
  const parts = started()
  const { client } = parts
  let connections = 0
  const send = (name: string) =>
    client.send({ channelId: adasChannel, body: text(name), clientMessageId: commandId(name) })
  const next = async (): Promise<FakeServer> => {
    const server = await letInAgain(parts, connections)
    connections += 1
    server.say(nothingYet(asked(server, 'conversations')))
    await turn()
    return server
  }
  return { client, send, next }
}

describe('SDK-49: a command that ends its connections', () => {
  it('is found out and answered, and those beside it and behind it go through', async () => {
    const { client, send, next } = servedBy()
    const answers = ['a', 'poison', 'b', 'c'].map(send)
    let connections = 0
    const done: string[] = []
    for (; done.length < 3 && connections < 30; connections += 1) {
      const server = await next()
      // It dies of the poison before anything that came with it is answered.
      for (let read = 0; read < heard(server).length && !server.isClosed(); ) {
        const news = heard(server).slice(read)
        read += news.length
        if (news.some(([, name]) => name === 'poison')) server.drop(1009)
        else
          for (const [id, name] of news) {
            done.push(name)
            server.say(accepted(id))
          }
        await turn()
      }
    }
    expect(done).toEqual(['a', 'b', 'c'])
    const [a, poison, b, c] = await Promise.all(answers)
    expect([a, b, c].map((one) => one?._tag)).toEqual(['Right', 'Right', 'Right'])
    expect(poison).toMatchObject({ left: { _tag: 'Failed', error: { _tag: 'InDoubt' } } })
    expect(client.state().pending).toMatchObject([{ clientMessageId: 'poison' }])
  })

  it('once it is out of the way, commands go together again', async () => {
    const { send, next } = servedBy()
    void send('poison')
    for (let n = 0; n < 8; n += 1) {
      const server = await next()
      expect(heard(server).map(([, name]) => name)).toEqual(['poison'])
      server.drop(1009)
      await turn()
    }
    const server = await next()
    expect(heard(server)).toEqual([])
    for (const name of ['a', 'b', 'c']) void send(name)
    await turn()
    expect(heard(server).map(([, name]) => name)).toEqual(['a', 'b', 'c'])
  })

  it('is not thought of one that was cut off seven times', async () => {
    const { client, send, next } = servedBy()
    const answer = send('a')
    for (let n = 0; n < 7; n += 1) {
      ;(await next()).drop()
      await turn()
    }
    const server = await next()
    const [first] = heard(server)
    if (first === undefined) throw new Error('it was not sent again')
    server.say(accepted(first[0]))
    expect(await answer).toMatchObject({ _tag: 'Right' })
    expect(client.state().status).toBe('online')
  })
})
