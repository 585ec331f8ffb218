import { once } from 'node:events'
import { createServer } from 'node:http'
import * as E from 'fp-ts/lib/Either.js'
import { expect, it, onTestFinished } from 'vitest'
import { listen } from '../src/listen.ts'
import { freePort } from './support/process.ts'

const takenPort = async (): Promise<number> => {
  const port = await freePort()
  const other = createServer().listen(port, '127.0.0.1')
  await once(other, 'listening')
  onTestFinished(() => void other.close())
  return port
}

const listenAt = async (port: number, chosen: boolean) => {
  const server = createServer()
  onTestFinished(() => void server.close())
  const said: string[] = []
  const got = await listen(server, { host: '127.0.0.1', port, chosen }, (line) => said.push(line))
  return { got, said }
}

it('ENGINE-10: a port that was asked for and is taken is an error that says what to do', async () => {
  const port = await takenPort()
  const { got } = await listenAt(port, true)
  expect(got).toEqual(
    E.left(`Port ${port} is taken. Set PORT to another one, or leave it out to get a free one.`),
  )
})

it('ENGINE-10: where none was asked for and the usual one is taken, it says so and takes another', async () => {
  const port = await takenPort()
  const { got, said } = await listenAt(port, false)
  expect(E.isRight(got) && got.right > 0 && got.right !== port).toBe(true)
  expect(said).toEqual([`Port ${port} is taken, taking a free one.`])
})

it('ENGINE-10: a free port that was asked for is the one', async () => {
  const port = await freePort()
  expect((await listenAt(port, true)).got).toEqual(E.right(port))
})
