import fc from 'fast-check'
import { mainFeed } from '../feeds/feed.ts'
import { Nickname } from '../membership/nickname.ts'
import { DraftText } from '../personal/draft-text.ts'
import { certain } from '../values/certain.ts'
import type { CommandFacts, Intent } from './intent.ts'
import * as sample from './sample.ts'

/** Commands for what is one person's alone, and for what a member and a channel are to everybody. */

const feed = fc.constantFrom(mainFeed, mainFeed, mainFeed, sample.side)

const notifies: fc.Arbitrary<Intent> = fc
  .record({
    mode: fc.constantFrom('default', 'all', 'mentions', 'silent'),
    feedId: fc.option(feed, { nil: undefined }),
    until: fc.option(fc.nat({ max: 200 }), { nil: undefined }),
  })
  .map(({ mode, feedId, until }) => (facts) => ({
    type: 'SetNotification',
    ...facts,
    mode,
    ...(feedId === undefined ? {} : { feedId }),
    ...(until === undefined ? {} : { until: sample.at(until) }),
  }))

const putsAway: fc.Arbitrary<Intent> = fc
  .constantFrom('ArchiveForMe', 'ArchiveForMe', 'UnarchiveForMe')
  .map((type) => (facts) => ({ type, ...facts }))

const favours: fc.Arbitrary<Intent> = fc
  .boolean()
  .map((favourite) => (facts) => ({ type: 'SetFavourite', ...facts, favourite }))

const drafts: fc.Arbitrary<Intent> = fc
  .tuple(fc.constantFrom('', 'I wonder', 'Dear all'), feed)
  .map(([text, feedId]) => (facts) => ({
    type: 'SaveDraft',
    ...facts,
    feedId,
    text: certain(DraftText, text),
  }))

const nicknames: fc.Arbitrary<Intent> = fc.constantFrom(null, 'Ace', 'Countess').map((name) => (facts) => ({
  type: 'SetNickname',
  ...facts,
  nickname: name === null ? null : certain(Nickname, name),
}))

const loudness: fc.Arbitrary<Intent> = fc
  .constantFrom('default', 'silent', 'subscribe')
  .map((mode) => (facts: CommandFacts) => ({ type: 'SetChannelNotification', ...facts, mode }))

const receives: fc.Arbitrary<Intent> = fc.tuple(feed, fc.nat({ max: 12 })).map(([feedId, n]) => (facts) => ({
  type: 'MarkDelivered',
  ...facts,
  feedId,
  segment: sample.segment(n),
}))

const keeps: fc.Arbitrary<Intent> = fc
  .boolean()
  .map((kept) => (facts) => ({ type: 'KeepReceipts', ...facts, kept }))

/** Any of these. */
export const anyPersonal: fc.Arbitrary<Intent> = fc.oneof(
  { weight: 3, arbitrary: notifies },
  { weight: 3, arbitrary: putsAway },
  { weight: 2, arbitrary: favours },
  { weight: 3, arbitrary: drafts },
  { weight: 3, arbitrary: nicknames },
  { weight: 2, arbitrary: loudness },
  { weight: 3, arbitrary: receives },
  { weight: 1, arbitrary: keeps },
)
