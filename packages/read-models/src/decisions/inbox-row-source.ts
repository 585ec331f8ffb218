import { Position, Revision, Segment } from '@parley/domain'
import type { InboxKey, InboxStateRow } from '@parley/domain'
import type { InboxAddress, InboxRowSource, RowsAsOf } from '@parley/commands'
import * as t from 'io-ts'
import { arrayText, prepared, quoted } from '@parley/projection'
import { asking, defaultInFlight } from './asking.ts'
import { BadRow } from './channel-rows.ts'
import type { RowSourceOptions } from './channel-row-source.ts'

interface InboxQuestion {
  readonly stream: InboxAddress
  readonly keys: ReadonlyArray<InboxKey>
}

const statement = (schema: string): string => `
  select u.n, i.revision, i.position, null::bigint as read_to
  from unnest($1::bigint[], $2::text[], $3::text[]) as u(n, tenant_id, user_id)
  join ${schema}.inboxes i on i.tenant_id = u.tenant_id and i.user_id = u.user_id
  union all
  select u.n, null, null, c.read_to
  from unnest($4::bigint[], $5::text[], $6::text[], $7::uuid[], $8::text[], $9::text[])
    as u(n, tenant_id, user_id, channel_id, feed_id, part)
  join ${schema}.cursors c on c.tenant_id = u.tenant_id and c.user_id = u.user_id
    and c.channel_id = u.channel_id and c.feed_id = u.feed_id and c.part = u.part`

const Found = t.array(
  t.union([
    t.type({ n: t.number, revision: Revision, position: Position, read_to: t.null }),
    t.type({ n: t.number, revision: t.null, position: t.null, read_to: Segment }),
  ]),
)

// `cursor:<channel id>:<feed>:<part>`, none of which has a colon in it.
const piecesOf = (
  key: InboxKey,
): { readonly channelId: string; readonly feedId: string; readonly part: string } => {
  const [, channelId = '', feedId = '', part = ''] = key.split(':')
  return { channelId, feedId, part }
}

// As with channels: streams are numbered from 0, keys from there on.
const parameters = (questions: ReadonlyArray<InboxQuestion>): Array<string> => {
  const streams = questions.map(({ stream }, n) => ({ n, stream }))
  const lookUps = questions
    .flatMap(({ stream, keys }) => keys.map((key) => ({ stream, key })))
    .map((each, n) => ({ ...each, n: questions.length + n }))
  return [
    arrayText('bigint', streams, ({ n }) => n),
    arrayText('text', streams, ({ stream }) => stream.tenantId),
    arrayText('text', streams, ({ stream }) => stream.userId),
    arrayText('bigint', lookUps, ({ n }) => n),
    arrayText('text', lookUps, ({ stream }) => stream.tenantId),
    arrayText('text', lookUps, ({ stream }) => stream.userId),
    arrayText('uuid', lookUps, ({ key }) => piecesOf(key).channelId),
    arrayText('text', lookUps, ({ key }) => piecesOf(key).feedId),
    arrayText('text', lookUps, ({ key }) => piecesOf(key).part),
  ]
}

const answers = (
  questions: ReadonlyArray<InboxQuestion>,
  found: t.TypeOf<typeof Found>,
): ReadonlyArray<RowsAsOf<InboxKey, InboxStateRow>> => {
  const byNumber = new Map(found.map((each) => [each.n, each]))
  let next = questions.length
  return questions.map(({ keys }, n) => {
    const inbox = byNumber.get(n)
    const rows = new Map<InboxKey, InboxStateRow | undefined>()
    for (const key of keys) {
      const readTo = byNumber.get(next)?.read_to
      rows.set(key, readTo === undefined || readTo === null ? undefined : { kind: 'cursor', readTo })
      next++
    }
    if (inbox === undefined || inbox.revision === null)
      return { revision: 'no-stream', position: 0 as Position, rows }
    return { revision: inbox.revision, position: inbox.position, rows }
  })
}

/** What decisions about inboxes need to know, from the read models: rows and revision of one snapshot. */
export const inboxRowSource = ({
  pool,
  schema,
  inFlight = defaultInFlight,
}: RowSourceOptions): InboxRowSource => {
  const look = prepared(statement(quoted(schema)))
  const ask = asking(async (questions: ReadonlyArray<InboxQuestion>) => {
    const { rows }: { rows: unknown } = await pool.query({ ...look, values: parameters(questions) })
    if (!Found.is(rows)) throw new BadRow('not rows of an inbox')
    return answers(questions, rows)
  }, inFlight)
  return { load: (stream, keys) => ask({ stream, keys }) }
}
