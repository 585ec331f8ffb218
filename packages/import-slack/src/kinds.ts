/** What a message of an export is, by its subtype. */
export type Kind =
  | 'says'
  | 'joins'
  | 'leaves'
  | 'describes'
  | 'renames'
  | 'edits'
  | 'deletes'
  | 'deleted'
  /** What it says is in the list of channels, too. */
  | 'listed'

/** The subtypes that are taken. One that is not here is reported. */
const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['', 'says'],
  ['bot_message', 'says'],
  ['me_message', 'says'],
  ['file_share', 'says'],
  ['file_comment', 'says'],
  ['thread_broadcast', 'says'],
  ['reply_broadcast', 'says'],
  ['channel_join', 'joins'],
  ['group_join', 'joins'],
  ['channel_leave', 'leaves'],
  ['group_leave', 'leaves'],
  ['channel_topic', 'describes'],
  ['group_topic', 'describes'],
  ['channel_purpose', 'describes'],
  ['group_purpose', 'describes'],
  ['channel_name', 'renames'],
  ['group_name', 'renames'],
  ['message_changed', 'edits'],
  ['message_deleted', 'deletes'],
  ['tombstone', 'deleted'],
  ['channel_archive', 'listed'],
  ['group_archive', 'listed'],
  ['channel_unarchive', 'listed'],
  ['group_unarchive', 'listed'],
])

/** What a message is; undefined: nothing that can be imported. */
export const kindOf = ({ subtype }: { readonly subtype?: string }): Kind | undefined =>
  kinds.get(subtype ?? '')
