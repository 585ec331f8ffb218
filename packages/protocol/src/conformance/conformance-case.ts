import { WireCommand } from '@parley/contract'
import { ChannelId, CommandId, MessageId, oneOf, Position, Segment, UserId } from '@parley/domain'
import * as t from 'io-ts'
import { ClientFrame } from '../client-frame.ts'
import { Shown } from './shown.ts'

/** A command that somebody else's client, or another one of the same person, had carried out. */
const Commit = t.strict({ by: UserId, command: WireCommand }, 'Commit')
export type Commit = t.TypeOf<typeof Commit>

/** What the program asks of the client under test. */
const ProgramCall = t.union(
  [
    t.strict({ call: t.literal('open'), channelId: ChannelId }),
    t.strict({ call: t.literal('openThread'), channelId: ChannelId, parentId: MessageId }),
    t.strict({ call: t.literal('send'), channelId: ChannelId, text: t.string, clientMessageId: CommandId }),
    t.exact(
      t.intersection([
        t.type({ call: t.literal('markRead'), channelId: ChannelId }),
        t.partial({ segment: Segment }),
      ]),
    ),
  ],
  'ProgramCall',
)
export type ProgramCall = t.TypeOf<typeof ProgramCall>

/** One thing that happens. A step has one field. */
const ConformanceStep = t.union(
  [
    /** The log takes these in at once, one after another. */
    t.strict({ commit: t.array(Commit) }),
    /** The client says this. The SDK may say more fields. */
    t.strict({ client: ClientFrame }),
    /** The client says a text that is no frame of this version. */
    t.strict({ clientText: t.string }),
    /** The server says these, in this order. They are in no codec here: a later version may have said them. */
    t.strict({ server: t.array(t.UnknownRecord) }),
    /** The connection is lost; what comes next is of another. */
    t.strict({ cut: t.literal(true) }),
    /** The server ends the connection with this code; what comes next is of another. */
    t.strict({ closed: t.number }),
    /** The client takes nothing from its socket any more, or takes it again. */
    t.strict({ slow: t.boolean }),
    /** The server's log is restored from a backup that ends at this position; the connection is lost by that. */
    t.strict({ restored: Position }),
    /** So many milliseconds pass. */
    t.strict({ wait: t.number }),
    t.strict({ program: ProgramCall }),
    t.strict({ shows: Shown }),
  ],
  'ConformanceStep',
)
export type ConformanceStep = t.TypeOf<typeof ConformanceStep>

/** Limits of the server that are others than usual, so that a case reaches them. */
const CaseLimits = t.exact(
  t.partial({
    /** Of a delta: where there are more, a snapshot is told. */
    deltaUpdates: t.number,
    /** How many commands of a session are under way at the most. */
    commandsUnderWay: t.number,
    /** How many queries a person may ask at once; one more each second. */
    queries: t.number,
  }),
  'CaseLimits',
)
export type CaseLimits = t.TypeOf<typeof CaseLimits>

/** What goes over one client's connections, and what the client then shows. */
export const ConformanceCase = t.exact(
  t.intersection([
    t.type({
      /** One sentence. */
      name: t.string,
      /** The rules of `docs/spec/sync.md` that it shows. */
      rules: t.array(t.string),
      /** What happened before. The n-th event of the log is at position n, and n seconds past 2026-03-01T12:00Z. */
      before: t.array(Commit),
      steps: t.array(ConformanceStep),
    }),
    t.partial({
      /** Absent: both are held to it. */
      only: oneOf(['client', 'server'], 'Side'),
      /** The server's frames are of a version that is later than this one. */
      later: t.literal(true),
      limits: CaseLimits,
      /** Texts that stand in no frame of the server. */
      unsaid: t.array(t.string),
    }),
  ]),
  'ConformanceCase',
)
export type ConformanceCase = t.TypeOf<typeof ConformanceCase>
