import * as t from 'io-ts'

/** When something was said, in seconds with six digits, by which it is known in its channel. */
const Ts = t.refinement(t.string, (s) => /^\d{9,10}\.\d{6}$/.test(s), 'Ts')

const Text = t.string

const SlackFile = t.partial({
  name: t.union([Text, t.null]),
  title: t.union([Text, t.null]),
  url_private: Text,
  permalink: Text,
  external_url: Text,
})

/** What a program put beside a text, or what was fetched of a link in it. */
const Attachment = t.partial({
  from_url: Text,
  original_url: Text,
  title: Text,
  title_link: Text,
  pretext: Text,
  text: Text,
  fallback: Text,
})

const Reaction = t.intersection([
  t.type({ name: t.string }),
  t.partial({ users: t.array(t.string), count: t.number }),
])

const said = {
  user: t.union([t.string, t.null]),
  bot_id: t.union([t.string, t.null]),
  username: t.union([t.string, t.null]),
  text: t.union([Text, t.null]),
  thread_ts: Ts,
  edited: t.partial({ ts: t.string }),
  files: t.array(SlackFile),
  file: SlackFile,
  attachments: t.array(Attachment),
  reactions: t.array(Reaction),
}

/** A message of an export, of whichever subtype: the fields that are looked at. */
export const SlackMessage = t.intersection([
  t.type({ type: t.literal('message'), ts: Ts }),
  t.partial({
    ...said,
    subtype: t.string,
    topic: t.string,
    purpose: t.string,
    name: t.string,
    old_name: t.string,
    /** What a message says from an edit on. */
    message: t.intersection([t.type({ ts: Ts }), t.partial(said)]),
    /** Which message was deleted. */
    deleted_ts: Ts,
  }),
])
export type SlackMessage = t.TypeOf<typeof SlackMessage>

/** What a message says, or says since it was edited. */
export type SlackSaid = Pick<SlackMessage, 'ts' | keyof typeof said>
