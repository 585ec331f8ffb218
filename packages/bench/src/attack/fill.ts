import { setTimeout as pause } from 'node:timers/promises'
import { mainFeed } from '@parley/domain'
import { everyonesChannelType } from '@parley/domain/permissions'
import type { Attacker } from './attacker.ts'

/** 20,000 characters that are 120,000 bytes of JSON, and not blank. */
const fat = `${'\u0001'.repeat(19_999)}.`

/** Says a command until it is accepted: who asks for much is told to wait. */
const accepted = async ({ ask }: Attacker, command: object): Promise<string> => {
  for (;;) {
    const { type, text } = await ask({ type: 'command', command })
    if (type === 'accepted') return text
    const [, wait] = /"retryAfter":(\d+)/.exec(text) ?? []
    if (wait === undefined) throw new Error(`a command was answered by ${type}: ${text.slice(0, 500)}`)
    await pause(Number(wait))
  }
}

/** Makes channels of so many of the longest messages, and gives their ids once they can be seen. */
export const fill = async (
  attacker: Attacker,
  channels: number,
  messages: number,
): Promise<ReadonlyArray<string>> => {
  const ids: Array<string> = []
  let position = 0
  for (let channel = 0; channel < channels; channel += 1) {
    const made = await accepted(attacker, {
      type: 'CreateChannel',
      commandId: `channel ${channel}`,
      channelType: everyonesChannelType,
      name: `channel ${channel}`,
      description: '',
      members: [],
    })
    const [, channelId] = /"channelId":"([^"]+)"/.exec(made) ?? []
    if (channelId === undefined) throw new Error(made)
    ids.push(channelId)
    const sends = Array.from({ length: messages }, (_, n) =>
      accepted(attacker, {
        type: 'SendMessage',
        clientMessageId: `message ${channel} ${n}`,
        channelId,
        feedId: mainFeed,
        parentId: null,
        body: { kind: 'text', text: fat },
      }),
    )
    for (const sent of await Promise.all(sends))
      for (const [, at] of sent.matchAll(/"position":(\d+)/g)) position = Math.max(position, Number(at))
  }
  for (;;) {
    const seen = await attacker.ask({
      type: 'query',
      query: { type: 'browse', limit: 1, atLeast: position },
    })
    if (seen.type === 'result') return ids
  }
}
