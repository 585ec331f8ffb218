import { AccessError, EngineError } from '@parley/contract'
import * as t from 'io-ts'

/** What can be wrong with a frame itself. */
export const FrameError = t.union(
  [
    /** The message is binary; frames are texts. */
    t.strict({ _tag: t.literal('NotText') }),
    /** The frame is no JSON text. */
    t.strict({ _tag: t.literal('NotJson') }),
    /** The frame is JSON, and not a frame: `path` names the field, `expected` what it takes. */
    t.strict({ _tag: t.literal('BadFrame'), path: t.string, expected: t.string }),
    t.strict({ _tag: t.literal('FrameTooLarge'), bytes: t.number, most: t.number }),
  ],
  'FrameError',
)
export type FrameError = t.TypeOf<typeof FrameError>

/** What can be wrong with a frame, or with the engine that got it; a rejection by the rules is not one of these. */
export const ProtocolError = t.union([FrameError, AccessError, EngineError], 'ProtocolError')
export type ProtocolError = t.TypeOf<typeof ProtocolError>
