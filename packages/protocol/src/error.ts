import * as t from 'io-ts'

/** What can be wrong with a frame, or with the server that got it; a rejection by the rules is not one of these. */
export const ProtocolError = t.union(
  [
    /** The message is binary; frames are texts. */
    t.strict({ _tag: t.literal('NotText') }),
    /** The frame is no JSON text. */
    t.strict({ _tag: t.literal('NotJson') }),
    /** The frame is JSON, and not a frame: `path` names the field, `expected` what it takes. */
    t.strict({ _tag: t.literal('BadFrame'), path: t.string, expected: t.string }),
    t.strict({ _tag: t.literal('FrameTooLarge'), bytes: t.number, most: t.number }),
    t.strict({ _tag: t.literal('NotAuthenticated') }),
    /** The token is none, has run out, or is not signed by whom it should be. */
    t.strict({ _tag: t.literal('AuthenticationFailed'), reason: t.string }),
    t.strict({ _tag: t.literal('UnsupportedVersion'), supported: t.array(t.number) }),
    /** What the command comes to is more than the log takes in one piece. */
    t.strict({ _tag: t.literal('CommandTooLarge'), bytes: t.number, most: t.number }),
    /** Too much is waiting; the same frame may succeed later. */
    t.strict({ _tag: t.literal('Overloaded') }),
    /** A store can't be reached; the same frame may succeed later. */
    t.strict({ _tag: t.literal('Unavailable') }),
    /** It is not known whether the command was carried out: send it again under the same name to find out. */
    t.strict({ _tag: t.literal('InDoubt') }),
    /** A fault of the server's own; `reference` finds it in its log. */
    t.strict({ _tag: t.literal('Internal'), reference: t.string }),
  ],
  'ProtocolError',
)
export type ProtocolError = t.TypeOf<typeof ProtocolError>
