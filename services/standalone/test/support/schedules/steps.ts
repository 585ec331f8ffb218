import { namedChannelTypes } from '@parley/domain/permissions'
import fc from 'fast-check'

/** The people, and the devices that they have. */
export const people = ['ada', 'bo', 'cy'] as const
export const devices = ['ada', 'bo', 'cy', 'ada'] as const

type At = 'latest' | 'unread' | number
const device = fc.nat({ max: devices.length - 1 })
const person = fc.constantFrom(...people)
/** Which channel, of those that were begun: the first ones mostly. */
const channel = fc.oneof(
  { weight: 5, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.constant(1) },
  { weight: 1, arbitrary: fc.nat({ max: 5 }) },
)
/** Which message of a channel, counted from the last. */
const age = fc.oneof(
  { weight: 3, arbitrary: fc.nat({ max: 2 }) },
  { weight: 1, arbitrary: fc.nat({ max: 9 }) },
)
const here = { device, channel }
const about = { ...here, age }
const direction = fc.constantFrom('up', 'down')
const ending = fc.constantFrom('reset', 'silent')
/** How many turns pass after it: none mostly, so that much happens at once. */
const turns = fc.oneof(
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.nat({ max: 12 }) },
)
const bytes = fc.oneof(fc.nat({ max: 60 }), fc.nat({ max: 1_500 }), fc.nat({ max: 8_000 }))

const step = <Name extends string, Fields extends object>(
  name: Name,
  fields: { readonly [K in keyof Fields]: fc.Arbitrary<Fields[K]> },
): fc.Arbitrary<{ readonly do: Name; readonly turns: number } & Readonly<Fields>> =>
  fc.record({ do: fc.constant(name), ...fields, turns }) as fc.Arbitrary<never>

/** What can happen, and how often of a hundred or so. */
const kinds = [
  [34, step('send', { ...here, to: fc.option(age, { freq: 2 }) })],
  [8, step('edit', about)],
  [6, step('delete', about)],
  [8, step('react', { ...about, name: fc.nat({ max: 3 }) })],
  [4, step('unreact', { ...about, name: fc.nat({ max: 2 }) })],
  [3, step('pin', about)],
  [1, step('unpin', about)],
  [6, step('read', { ...about, part: fc.constantFrom('all', 'top', 'thread') })],
  [6, step('add', { ...here, person })],
  [6, step('remove', { ...here, person })],
  [2, step('join', here)],
  [2, step('leave', here)],
  [3, step('rank', { ...here, person, role: fc.constantFrom('member', 'moderator', 'admin') })],
  [1, step('create', { device, type: fc.constantFrom(...namedChannelTypes), person })],
  [1, step('converse', { device, person })],
  [2, step('rename', here)],
  [2, step('describe', here)],
  [1, step('archive', { ...here, channel: fc.nat({ max: 5 }) })],
  [4, step('open', { ...here, at: fc.constantFrom<At>('latest', 'unread', 2) })],
  [1, step('shut', here)],
  [4, step('openThread', about)],
  [1, step('shutThread', about)],
  [3, step('loadEarlier', here)],
  [1, step('loadLater', here)],
  [1, step('loadMembers', here)],
  [1, step('goTo', { ...here, at: fc.constantFrom<At>('latest', 'unread', 1, 4) })],
  [4, step('visit', { person, channel, after: fc.option(fc.nat({ max: 30 }), { freq: 4 }) })],
  [8, step('cut', { device, direction, after: bytes, ending })],
  [5, step('pace', { device, direction, bytesATurn: fc.constantFrom(0, 7, 100, 2_000) })],
  [
    4,
    step('kill', {
      server: fc.nat({ max: 1 }),
      ending: fc.constantFrom('reset', 'silent', 'goodbye'),
      back: turns,
    }),
  ],
  [2, step('stopProjector', {})],
  [3, step('startProjector', {})],
  [1, step('dropReadModels', {})],
  [2, step('restore', { events: fc.nat({ max: 12 }), whileRunning: fc.boolean() })],
  [4, step('wait', { milliseconds: fc.constantFrom(60, 600, 5_000, 20_000) })],
] as const

/** Something that happens, and how many turns pass before the next. */
export type Step = (typeof kinds)[number][1] extends fc.Arbitrary<infer A> ? A : never

/** What stays as it is while a schedule goes on. */
export interface Settings {
  readonly servers: number
  readonly logTurns: number
  readonly followTurns: number
  readonly questionTurns: number
  readonly eventsATurn: number
  readonly mostRows: number
  readonly deltaUpdates: number
  readonly heldUpdates: number
  readonly partCharacters: number
  readonly slowBytes: number
}

/** What happens, in order, and under which circumstances. */
export interface Schedule {
  readonly settings: Settings
  readonly steps: ReadonlyArray<Step>
}

const anySettings: fc.Arbitrary<Settings> = fc.record({
  servers: fc.constantFrom(1, 2),
  logTurns: fc.nat({ max: 2 }),
  followTurns: fc.nat({ max: 3 }),
  questionTurns: fc.nat({ max: 2 }),
  eventsATurn: fc.constantFrom(1_000, 3, 1),
  mostRows: fc.constantFrom(1_000, 3),
  deltaUpdates: fc.constantFrom(500, 6),
  heldUpdates: fc.constantFrom(20_000, 3),
  partCharacters: fc.constantFrom(200_000, 800),
  slowBytes: fc.constantFrom(1_000_000, 2_000),
})

/** Schedules of about so many steps. */
export const anySchedule = (most: number): fc.Arbitrary<Schedule> =>
  fc.record({
    settings: anySettings,
    steps: fc.array(
      fc.oneof(
        ...kinds.map(([weight, arbitrary]) => ({ weight, arbitrary: arbitrary as fc.Arbitrary<Step> })),
      ),
      { minLength: most >> 1, maxLength: most, size: 'max' },
    ),
  })
