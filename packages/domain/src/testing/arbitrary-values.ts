import fc from 'fast-check'
import { Body, maxTextLength, MessageText } from '../messages/body.ts'
import { Data, Label } from '../messages/bodies/parts.ts'
import { ChannelName, Description } from '../channel/channel-facts.ts'
import { ChannelId, CommandId, FeedId, MessageId, TenantId, UserId } from '../values/ids.ts'
import { Segment } from '../values/numbers.ts'
import { ReactionName } from '../reactions/reaction-name.ts'
import { Role } from '../membership/roles.ts'
import { type Timestamp, timestampOf } from '../values/timestamp.ts'

// Whatever text there is: emoji, combining marks, other scripts, what other formats take for special.
const anyText = (maxLength: number) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.string({ unit: 'grapheme', maxLength }) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('constructor', '__proto__', ':', 'a:b', '"\\', '<b>', "'; --", 'ǆ́'),
    },
  )

export const arbitraryUserId = anyText(40).filter(UserId.is)
export const arbitraryCommandId = anyText(40).filter(CommandId.is)
export const arbitraryReactionName = anyText(20).filter(ReactionName.is)
export const arbitraryChannelName = anyText(40).filter(ChannelName.is)
export const arbitraryDescription = anyText(200).filter(Description.is)
export const arbitraryText = fc
  .oneof(
    { weight: 9, arbitrary: anyText(200) },
    { weight: 1, arbitrary: fc.constant('x'.repeat(maxTextLength)) },
  )
  .filter(MessageText.is)
const words = fc.record(
  { kind: fc.constantFrom('text', 'action'), text: arbitraryText },
  { noNullPrototype: true },
)
const label = anyText(40).filter(Label.is)
const number = fc.nat()
const fileId = fc.stringMatching(/^[A-Za-z0-9._~-]{1,128}$/)
const record = (
  required: Record<string, fc.Arbitrary<unknown>>,
  perhaps: Record<string, fc.Arbitrary<unknown>>,
) => fc.record({ ...required, ...perhaps }, { requiredKeys: Object.keys(required), noNullPrototype: true })
/** A JSON object that people attach. */
export const arbitraryData = fc
  .dictionary(anyText(10), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4, noNullPrototype: true })
  // As JSON gives it back, which has no -0.
  .map((value): unknown => JSON.parse(JSON.stringify(value)))
  .filter(Data.is)
const text = arbitraryText
const otherBodies = fc
  .oneof(
    record(
      {
        kind: fc.constantFrom('image', 'video', 'audio', 'file'),
        fileId,
        name: label,
        mimeType: fc.constantFrom('image/png', 'application/pdf'),
        size: number,
      },
      { thumbnailFileId: fileId, text, width: number, height: number, durationMs: number },
    ),
    record(
      {
        kind: fc.constant('location'),
        latitude: fc.integer({ min: -90, max: 90 }),
        longitude: fc.integer({ min: -1_800, max: 1_800 }).map((n) => n / 10 + 0),
      },
      { name: label, text },
    ),
    record({ kind: fc.constantFrom('custom', 'json'), data: arbitraryData }, { text }),
    record(
      {
        kind: fc.constant('imagemap'),
        fileId,
        areas: fc.array(
          record(
            { x: number, y: number, width: number, height: number },
            { link: fc.constant('https://example.org/') },
          ),
          { maxLength: 3 },
        ),
      },
      { text },
    ),
    record(
      { kind: fc.constant('system'), code: fc.constantFrom('joined', 'slow-mode'), args: arbitraryData },
      {},
    ),
  )
  .filter(Body.is)
export const arbitraryBody: fc.Arbitrary<Body> = fc.oneof(
  { weight: 3, arbitrary: words },
  { weight: 2, arbitrary: otherBodies },
)
export const arbitraryTenantId = fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,63}$/).filter(TenantId.is)
export const arbitraryFeedId = fc
  .oneof(fc.constantFrom('main', 'constructor'), fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,63}$/))
  .filter(FeedId.is)
export const arbitraryChannelId = fc.uuid().filter(ChannelId.is)
export const arbitraryMessageId = fc.uuid().filter(MessageId.is)
export const arbitrarySegment = fc.maxSafeNat().filter(Segment.is)
export const arbitraryRole: fc.Arbitrary<Role> = fc.constantFrom(
  'owner',
  'admin',
  'moderator',
  'member',
  'guest',
)
export const arbitraryTimestamp: fc.Arbitrary<Timestamp> = fc
  .date({ min: new Date('0000-01-01'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
  .map(timestampOf)
