import type { UserId } from '@parley/domain'
import type { Action } from '@parley/domain/permissions'
import { allows } from '../app/may.ts'
import { isInWords } from '../text/body.ts'
import type { MessageProps } from './message-props.ts'

/** What somebody may do with a message. */
export interface May {
  readonly react: boolean
  readonly reply: boolean
  readonly edit: boolean
  readonly pin: boolean
  readonly remove: boolean
  readonly flag: boolean
}

/** What is looked at for that. */
type Shown = Pick<MessageProps, 'role' | 'channelType' | 'archived' | 'inThread'> & {
  readonly message: Pick<
    MessageProps['message'],
    'channelId' | 'senderId' | 'body' | 'parentId' | 'replyCount'
  >
}

/** By the rules that the server will judge by. */
export const mayOf = (
  { message, role, channelType, archived, inThread = false }: Shown,
  me: UserId | null,
): May => {
  const { channelId, senderId, body, parentId, replyCount } = message
  const stands = body !== null && me !== null
  const own = senderId === me
  const who = me === null ? null : { userId: me, role, channelId, channelType, archived }
  const may = (action: Action): boolean => who !== null && stands && allows(who, action)
  return {
    react: may('react'),
    // A thread that is there can be read whoever may write in it.
    reply: parentId === null && !inThread && (may('reply') || replyCount > 0),
    // What is not in words is not written anew here.
    edit: own && body !== null && isInWords(body) && may('editOwn'),
    pin: may('pin'),
    flag: !own && may('flag'),
    remove: may(own ? 'deleteOwn' : 'deleteAny'),
  }
}
