import type { Client } from '@parley/client'
import type { ChannelId, MessageSent } from '@parley/domain'
import type { Device } from './device.ts'
import type { Step } from './steps.ts'
import type { World } from './world.ts'

type StepOf<Name extends Step['do']> = Extract<Step, { readonly do: Name }>

/** What a step comes to. It may be waited for; what people asked for is under way by then. */
export type Act<Name extends Step['do']> = (world: World, step: StepOf<Name>) => unknown

export type Acts<Name extends Step['do']> = { readonly [N in Name]: Act<N> }

export const deviceOf = ({ devices }: World, { device }: { readonly device: number }): Device => {
  const one = devices[device]
  if (one === undefined) throw new Error(`no device ${device}`)
  return one
}

interface InChannel {
  readonly device: number
  readonly channel: number
}

/** By whom and in which channel; nothing happens before one was begun. */
export const inChannel = (
  world: World,
  step: InChannel,
  act: (client: Client, channelId: ChannelId) => unknown,
): void => {
  const channelId = channelOf(world, step)
  if (channelId !== undefined) world.track(act(deviceOf(world, step).client, channelId))
}

/** Which channel, of those that were begun. */
export const channelOf = (
  { channels }: World,
  { channel }: Pick<InChannel, 'channel'>,
): ChannelId | undefined => channels[channel % channels.length]

/** By whom, and about which message; nothing happens where there is none. */
export const aboutMessage = (
  world: World,
  step: InChannel & { readonly age: number },
  act: (client: Client, message: MessageSent) => unknown,
): void =>
  inChannel(world, step, (client, channelId) => {
    const message = messageAt(world, channelId, step.age)
    return message === undefined ? undefined : act(client, message)
  })

/** A message of a channel, counted from the last. */
export const messageAt = (
  { readSide }: World,
  channelId: ChannelId,
  age: number,
): MessageSent | undefined => {
  const sent = readSide
    .happened()
    .flatMap(({ event }) => (event.type === 'MessageSent' && event.channelId === channelId ? [event] : []))
  return sent.at(-1 - (age % Math.max(1, sent.length)))
}

/** The message under which replies to a message stand. */
export const rootOf = ({ messageId, parentId }: MessageSent): MessageSent['messageId'] =>
  parentId ?? messageId
