import * as t from 'io-ts'
import { Version } from './version.ts'

/** How long to wait before the same request is worth sending again: whole milliseconds, at least 1. */
const RetryAfter = t.refinement(t.number, (n) => Number.isSafeInteger(n) && n >= 1, 'RetryAfter')

/** Why whoever asks is not let in, through whichever door. */
export const AccessError = t.union(
  [
    t.strict({ _tag: t.literal('NotAuthenticated') }),
    /**
     * The token is none, has run out, or is not signed by whom it should be. `passing` says what may help: the same
     * token `later`, since its time has not come; one that is `renewed`, since its time is over. Absent: neither.
     */
    t.exact(
      t.intersection([
        t.type({ _tag: t.literal('AuthenticationFailed'), reason: t.string }),
        t.partial({ passing: t.union([t.literal('later'), t.literal('renewed')]) }),
      ]),
    ),
    /** The server speaks none of the client's versions: those that it does, and in words what there is to do. */
    t.exact(
      t.intersection([
        t.type({ _tag: t.literal('UnsupportedVersion'), supported: t.array(Version) }),
        t.partial({ reason: t.string }),
      ]),
    ),
  ],
  'AccessError',
)
export type AccessError = t.TypeOf<typeof AccessError>

/**
 * Why the engine did not do what it was asked, or did not answer: all that can be wrong with it, or with how much is
 * asked of it. A rejection by the rules is not one of these, nor is a request that a door could not read.
 */
export const EngineError = t.union(
  [
    /** What the command comes to is more than the log takes in one piece. */
    t.strict({ _tag: t.literal('CommandTooLarge'), bytes: t.number, most: t.number }),
    /** Too much is waiting. Nothing was done; the same request may succeed after so many milliseconds. */
    t.strict({ _tag: t.literal('Overloaded'), retryAfter: RetryAfter }),
    /** More was asked than this person, tenant or address may ask. Nothing was done; the same request may succeed after so many milliseconds. */
    t.strict({ _tag: t.literal('RateLimited'), retryAfter: RetryAfter }),
    /** A store can't be reached; the same request may succeed later. */
    t.strict({ _tag: t.literal('Unavailable') }),
    /** It is not known whether the command was carried out: send it again under the same name to find out. */
    t.strict({ _tag: t.literal('InDoubt') }),
    /** The channel was deleted for good by whoever runs the log; nothing is written there any more. */
    t.strict({ _tag: t.literal('StreamDeleted') }),
    /**
     * What the log holds of the channel, or of one's own reading, can't be read, or is kept no more. Nothing was
     * written; sending again does not help until somebody has seen to the log. `reference` finds it in the server's log.
     */
    t.strict({ _tag: t.literal('StreamCorrupt'), reference: t.string }),
    /** A fault of the server's own; `reference` finds it in its log. */
    t.strict({ _tag: t.literal('Internal'), reference: t.string }),
  ],
  'EngineError',
)
export type EngineError = t.TypeOf<typeof EngineError>
