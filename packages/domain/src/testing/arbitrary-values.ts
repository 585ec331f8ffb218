import fc from 'fast-check'
import { Body, maxTextLength, MessageText } from '../messages/body.ts'
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
export const arbitraryBody: fc.Arbitrary<Body> = fc.record(
  { kind: fc.constantFrom('text', 'action'), text: arbitraryText },
  { noNullPrototype: true },
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
