import { ChannelId } from '@parley/domain'
import { ConversationView } from '../views/conversation.ts'
import { queryDefinition } from './query-definition.ts'

/** A channel as it stands for whoever asks. */
export const conversation = queryDefinition(
  'conversation',
  { channelId: ChannelId },
  {},
  { conversation: ConversationView },
)
