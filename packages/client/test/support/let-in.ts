import { onTestFinished, vi } from 'vitest'
import { connect } from '../../src/client.ts'
import { fakeSockets, turn } from './fake-socket.ts'
import { welcome } from './frames.ts'

/** A client whose connection is open and let in, and which has asked for its conversation list. */
export const letIn = async () => {
  const { servers, openSocket } = fakeSockets()
  const client = connect({ url: 'ws://there', token: () => 'a token', openSocket })
  onTestFinished(client.close)
  const server = await vi.waitUntil(() => servers[0], { interval: 1 })
  server.open()
  await turn()
  server.say(welcome)
  await turn()
  return { client, server }
}
