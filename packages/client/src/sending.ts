import {
  type Beside,
  type ChannelId,
  type CommandId,
  type FeedId,
  mainFeed,
  type MessageId,
  type SaidBody,
  type Timestamp,
} from '@parley/domain'
import { whereGiven } from './connection/frame-text.ts'
import { isRight } from './either.ts'
import type { Outbox } from './commands.ts'
import type { PendingMessage } from './state/client-state.ts'
import type { Store } from './store.ts'

/** A message as it is given to be sent. */
export interface Outgoing extends Beside {
  readonly channelId: ChannelId
  readonly body: SaidBody
  /** The main one where absent; of a reply, that of its parent. */
  readonly feedId?: FeedId
  readonly parentId?: MessageId
  /** The name by which it is sent once, however often: of its own in each channel. A new one where absent. */
  readonly clientMessageId?: CommandId
}

type Sending = (message: Outgoing) => ReturnType<Outbox['submit']>

interface OutgoingMessages {
  readonly send: Sending
  /** Sends one that is pending already. */
  readonly submit: (message: PendingMessage) => ReturnType<Sending>
  readonly discard: (name: CommandId, channelId?: ChannelId) => void
}

/** Sends messages, each shown as pending from the moment that it is given until it is shown as a message. */
export const sending = (store: Pick<Store, 'set'>, commands: Outbox): OutgoingMessages => {
  const setPending = (
    change: (pending: ReadonlyArray<PendingMessage>) => ReadonlyArray<PendingMessage>,
  ): void => store.set(({ pending }) => ({ pending: change(pending) }))

  const send: Sending = async ({
    channelId,
    body,
    feedId = mainFeed,
    parentId = null,
    clientMessageId = newName(),
    ...beside
  }) => {
    const isThis = isNamed(clientMessageId, channelId)
    const message: PendingMessage = {
      ...beside,
      clientMessageId,
      channelId,
      feedId,
      parentId,
      body,
      writtenAt: new Date().toISOString() as Timestamp,
      acceptedAt: null,
      revision: null,
      failure: null,
    }
    // Under the same name it is the same message, as it was given first; one that was turned down is tried anew.
    setPending((all) =>
      all.some((one) => isThis(one) && one.failure === null)
        ? all
        : [...all.filter((one) => !isThis(one)), message],
    )
    return submit(message)
  }

  const submit = async ({
    channelId,
    feedId,
    body,
    parentId,
    clientMessageId,
    metadata,
    tags,
    mentions,
  }: PendingMessage): ReturnType<Sending> => {
    const answer = await commands.submit({
      type: 'SendMessage',
      feedId,
      channelId,
      body,
      parentId,
      clientMessageId,
      ...whereGiven({ metadata, tags, mentions }),
    })
    const change: Partial<PendingMessage> = isRight(answer)
      ? { acceptedAt: answer.right.position, revision: answer.right.revision }
      : answer.left._tag === 'Closed'
        ? {}
        : { failure: answer.left._tag === 'Rejected' ? answer.left.rejection : answer.left.error }
    const isThis = isNamed(clientMessageId, channelId)
    setPending((all) => all.map((one) => (isThis(one) ? { ...one, ...change } : one)))
    return answer
  }

  return {
    send,
    submit,
    discard: (name, channelId) =>
      setPending((all) => all.filter((one) => one.failure === null || !isNamed(name, channelId)(one))),
  }
}

/** Whether a message is that of a name, in a channel or in whichever. */
const isNamed =
  (name: CommandId, channelId: ChannelId | undefined) =>
  (one: PendingMessage): boolean =>
    one.clientMessageId === name && (channelId === undefined || one.channelId === channelId)

export const newName = (): CommandId => crypto.randomUUID() as CommandId
