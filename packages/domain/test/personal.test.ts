import {
  beforeFirst,
  certain,
  channelIdIn,
  type ChannelEvent,
  type Command,
  type DomainEvent,
  DraftText,
  isPutAway,
  mainFeed,
  Nickname,
  notifies,
  type Rejection,
  type UserId,
} from '@parley/domain'
import {
  ada,
  arbitraryCommands,
  at,
  bob,
  decideOn,
  eve,
  feedId,
  segment,
  side,
  stateAfter,
  worldAfter,
} from '@parley/domain/testing'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { facts } from './facts.ts'
import * as channel from './given.ts'
import { archived, channelOf, conversation, feedCreated, left, sent } from './happened.ts'

/** What a command for an inbox comes to, given a channel's events and those of the inbox. */
const given = (events: ReadonlyArray<ChannelEvent>, ...inbox: ReadonlyArray<DomainEvent>) => ({
  when: (command: Command): E.Either<Rejection, ReadonlyArray<DomainEvent>> =>
    decideOn(command, stateAfter(inbox), stateAfter(events)),
})
const makes = (...events: ReadonlyArray<DomainEvent>) => E.right(events)
const nothing = makes()
const rejects = (rejection: Rejection) => E.left(rejection)

/** What an event of an inbox says of the command that made it. */
const own = (userId: UserId, name: string) => {
  const { by: _, ...rest } = facts(userId, name)
  return { ...rest, userId }
}

const spoken = [
  ...channelOf('standard', { member: bob }),
  feedCreated(side),
  sent(ada, 'one', 1),
  sent(bob, 'two', 2),
]
const text = (s: string) => certain(DraftText, s)
const segments = { [mainFeed]: segment(2), [side]: beforeFirst }

const notify = { type: 'SetNotification', ...facts(bob, 'n'), mode: 'silent' } as const
const notified = {
  type: 'NotificationSet',
  ...own(bob, 'n'),
  feedId: null,
  mode: 'silent',
  until: null,
} as const
const archive = { type: 'ArchiveForMe', ...facts(bob, 'a') } as const
const putAway = { type: 'ConversationArchived', ...own(bob, 'a'), segments } as const
const unarchive = { type: 'UnarchiveForMe', ...facts(bob, 'u') } as const
const takenBack = { type: 'ConversationUnarchived', ...own(bob, 'u') } as const
const favour = { type: 'SetFavourite', ...facts(bob, 'f'), favourite: true } as const
const favoured = { type: 'FavouriteSet', ...own(bob, 'f'), favourite: true } as const
const draft = { type: 'SaveDraft', ...facts(bob, 'd'), feedId: mainFeed, text: text('so far') } as const
const drafted = {
  type: 'DraftSaved',
  ...own(bob, 'd'),
  feedId: mainFeed,
  text: text('so far'),
  segment: segment(2),
} as const

const each = [
  [notify, notified],
  [archive, putAway],
  [favour, favoured],
  [draft, drafted],
] as const

describe('PERSONAL-1 PERSONAL-2: for all that is one’s own', () => {
  test.each(each)(
    'PERSONAL-1: only a member does it, in an archived channel too ($0.type)',
    (command, event) => {
      expect(given(spoken).when(command)).toEqual(makes(event))
      expect(given([...spoken, archived]).when(command)).toEqual(makes(event))
      expect(given(spoken).when({ ...command, ...facts(eve, 'x') })).toEqual(rejects({ _tag: 'NotAMember' }))
      expect(given([...spoken, left(bob)]).when(command)).toEqual(rejects({ _tag: 'NotAMember' }))
      expect(given(conversation).when({ ...command, ...facts(eve, 'x') })).toEqual(
        rejects({ _tag: 'ChannelNotFound' }),
      )
    },
  )

  test.each(each)('PERSONAL-2: what is so already is nothing to do ($0.type)', (command, event) => {
    expect(given(spoken, event).when({ ...command, ...facts(bob, 'other') })).toEqual(nothing)
  })

  test('PERSONAL-2: a command is carried out once, whatever was done since', () => {
    const undone = { ...notified, ...own(bob, 'n2'), mode: 'default' } as const
    expect(given(spoken, notified, undone).when(notify)).toEqual(nothing)
    expect(given(spoken, notified, undone).when({ ...notify, ...facts(bob, 'n3') })).toEqual(
      makes({ ...notified, ...own(bob, 'n3') }),
    )
    expect(given(spoken, putAway, takenBack).when(archive)).toEqual(nothing)
  })
})

describe('NOTIFY-1 to NOTIFY-4: notifications', () => {
  test('NOTIFY-1: for a feed that is there, and until a moment that is to come', () => {
    expect(given(spoken).when({ ...notify, feedId: side, until: at(2) })).toEqual(
      makes({ ...notified, feedId: side, until: at(2) }),
    )
    expect(given(spoken).when({ ...notify, until: at(1) })).toEqual(rejects({ _tag: 'EndsInThePast' }))
    const none = feedId('constructor')
    expect(given(spoken).when({ ...notify, feedId: none })).toEqual(
      rejects({ _tag: 'FeedNotFound', feedId: none }),
    )
  })

  test('NOTIFY-1: default takes the choice back, for good', () => {
    const back = { ...notify, ...facts(bob, 'b'), mode: 'default', until: at(0) } as const
    expect(given(spoken, notified).when(back)).toEqual(
      makes({ ...notified, ...own(bob, 'b'), mode: 'default' }),
    )
    expect(given(spoken).when(back)).toEqual(nothing)
  })

  const all = { feedId: null, mode: 'all', until: null } as const
  const silent = { ...all, mode: 'silent' } as const
  test.each([
    ['default', [], 'all'],
    ['subscribe', [], 'silent'],
    ['subscribe', [all], 'all'],
    ['default', [{ ...all, mode: 'mentions' }], 'mentions'],
    ['silent', [all], 'silent'],
    ['default', [silent, { ...all, feedId: mainFeed }], 'all'],
    ['default', [{ ...silent, feedId: side }], 'all'],
    ['default', [{ ...silent, until: at(6) }], 'silent'],
    ['default', [{ ...silent, until: at(5) }], 'all'],
    ['default', [silent, { ...all, feedId: mainFeed, until: at(5) }], 'silent'],
  ] as const)('NOTIFY-2 NOTIFY-3: in a %s channel, with %j, it is %s', (mode, chosen, expected) => {
    expect(notifies(mode, chosen, mainFeed, at(5))).toBe(expected)
  })

  const loud = { type: 'SetChannelNotification', ...facts(ada, 'l'), mode: 'subscribe' } as const
  const set = { ...loud, type: 'ChannelNotificationSet' } as const
  test('NOTIFY-4: who may describe a channel says of what it notifies', () => {
    expect(channel.given(...spoken).when(loud)).toEqual(channel.makes(set))
    expect(channel.given(...spoken, set).when({ ...loud, ...facts(ada, 'again') })).toEqual(channel.nothing)
    expect(channel.given(...spoken, set).when(loud)).toEqual(channel.nothing)
    expect(channel.given(...spoken).when({ ...loud, ...facts(ada, 'x'), mode: 'default' })).toEqual(
      channel.nothing,
    )
    expect(channel.given(...spoken).when({ ...loud, ...facts(bob, 'l') })).toEqual(
      channel.rejects({ _tag: 'RoleTooLow', needs: 'admin' }),
    )
    expect(channel.given(...conversation).when(loud)).toEqual(channel.rejects({ _tag: 'ConversationStays' }))
  })
})

describe('PERSONAL-10: conversations put away', () => {
  test('PERSONAL-11: a message after that, in any feed, brings it back; then it can be put away again', () => {
    const later = sent(ada, 'aside', 1, null, side)
    const again = { ...archive, ...facts(bob, 'a2') }
    expect(given([...spoken, later], putAway).when(again)).toEqual(
      makes({ ...putAway, ...own(bob, 'a2'), segments: { ...segments, [side]: segment(1) } }),
    )
    expect(given([...spoken, later], putAway).when(unarchive)).toEqual(nothing)
  })

  test('PERSONAL-12: it is taken back where it is away', () => {
    expect(given(spoken, putAway).when(unarchive)).toEqual(makes(takenBack))
    expect(given(spoken, putAway, takenBack).when({ ...unarchive, ...facts(bob, 'u2') })).toEqual(nothing)
    expect(given(spoken).when(unarchive)).toEqual(nothing)
  })

  test('PERSONAL-11: where it was put away is looked at feed by feed', () => {
    const feeds = (main: number, aside: number) => [
      { feedId: mainFeed, lastSegment: segment(main) },
      { feedId: side, lastSegment: segment(aside) },
    ]
    expect(isPutAway(null, feeds(0, 0))).toBe(false)
    expect(isPutAway({ [mainFeed]: segment(2) }, feeds(2, 0))).toBe(true)
    expect(isPutAway({ [mainFeed]: segment(2) }, feeds(3, 0))).toBe(false)
    expect(isPutAway({ [mainFeed]: segment(2) }, feeds(2, 1))).toBe(false)
  })

  test('PERSONAL-10 PERSONAL-11: after any history one puts away only what is not, and no further than its feeds', () => {
    fc.assert(
      fc.property(arbitraryCommands({ channels: 2, maxLength: 80 }), (commands) => {
        const { events } = worldAfter(commands)
        for (const [n, event] of events.entries()) {
          if (event.type !== 'ConversationArchived') continue
          const before = events.slice(0, n).filter((one) => channelIdIn(one) === event.channelId)
          const last = before.findLast(
            (one) =>
              (one.type === 'ConversationArchived' || one.type === 'ConversationUnarchived') &&
              one.userId === event.userId,
          )
          const gone = before.filter((one) => one.type === 'FeedDeleted').map((one) => one.feedId)
          const said = before
            .filter((one) => one.type === 'MessageSent')
            .filter((one) => !gone.includes(one.feedId))
          expect(said.every((one) => one.segment <= (event.segments[one.feedId] ?? -1))).toBe(true)
          const since =
            last === undefined ? said : said.filter((one) => before.indexOf(one) > before.indexOf(last))
          expect(last?.type === 'ConversationArchived' && since.length === 0).toBe(false)
        }
      }),
      { numRuns: 200 },
    )
  })
})

test('PERSONAL-20: out of one’s favourites again', () => {
  const out = { ...favour, ...facts(bob, 'o'), favourite: false }
  expect(given(spoken, favoured).when(out)).toEqual(
    makes({ ...favoured, ...own(bob, 'o'), favourite: false }),
  )
  expect(given(spoken).when(out)).toEqual(nothing)
})

describe('PERSONAL-30: drafts', () => {
  test('PERSONAL-30: one text a feed; an empty one drops it', () => {
    const other = { ...draft, ...facts(bob, 'd2') }
    expect(given(spoken, drafted).when({ ...other, feedId: side })).toEqual(
      makes({ ...drafted, ...own(bob, 'd2'), feedId: side, segment: beforeFirst }),
    )
    expect(given(spoken, drafted).when({ ...other, text: text('') })).toEqual(
      makes({ ...drafted, ...own(bob, 'd2'), text: text('') }),
    )
    expect(given(spoken).when({ ...draft, text: text('') })).toEqual(nothing)
    const none = feedId('constructor')
    expect(given(spoken).when({ ...draft, feedId: none })).toEqual(
      rejects({ _tag: 'FeedNotFound', feedId: none }),
    )
  })

  test('PERSONAL-30: as long as a message may be', () => {
    expect(DraftText.is('a'.repeat(20_000))).toBe(true)
    expect(DraftText.is('a'.repeat(20_001))).toBe(false)
    expect(DraftText.is('a\u0000')).toBe(false)
    expect(DraftText.is('\ud83d')).toBe(false)
    expect(DraftText.is(' \n')).toBe(true)
  })

  test('PERSONAL-31: the last one wins, whole', () => {
    const other = { ...draft, ...facts(bob, 'd2'), text: text('else') }
    expect(given(spoken, drafted).when(other)).toEqual(
      makes({ ...drafted, ...own(bob, 'd2'), text: text('else') }),
    )
  })

  test('PERSONAL-32: the same text after something was said is a draft anew', () => {
    const more = [...spoken, sent(bob, 'three', 3)]
    expect(given(more, drafted).when({ ...draft, ...facts(bob, 'd2') })).toEqual(
      makes({ ...drafted, ...own(bob, 'd2'), segment: segment(3) }),
    )
  })
})

describe('MEM-30: nicknames', () => {
  const ace = certain(Nickname, 'Ace')
  const call = { type: 'SetNickname', ...facts(bob, 'c'), nickname: ace } as const
  const called = { type: 'NicknameSet', ...facts(bob, 'c'), userId: bob, nickname: ace } as const

  test('MEM-30: a member says what to be called, or that it is nothing', () => {
    const { given: when, makes: comesTo, nothing: toNothing } = channel
    expect(when(...spoken).when(call)).toEqual(comesTo(called))
    expect(when(...spoken, called).when({ ...call, ...facts(bob, 'again') })).toEqual(toNothing)
    expect(when(...spoken, called).when({ ...call, ...facts(bob, 'no'), nickname: null })).toEqual(
      comesTo({ ...called, ...facts(bob, 'no'), nickname: null }),
    )
    expect(when(...spoken).when({ ...call, nickname: null })).toEqual(toNothing)
    expect(when(...spoken).when({ ...call, ...facts(eve, 'c') })).toEqual(
      channel.rejects({ _tag: 'NotAMember' }),
    )
    expect(when(...spoken, archived).when(call)).toEqual(channel.rejects({ _tag: 'ChannelIsArchived' }))
  })

  test('MEM-31: who comes back has none', () => {
    const back = [...spoken, called, left(bob), ...channelOf('standard', { member: bob }).slice(2)]
    expect(channel.given(...back).when({ ...call, ...facts(bob, 'again') })).toEqual(
      channel.makes({ ...called, ...facts(bob, 'again') }),
    )
  })
})
