import { otherGroups } from '@parley/read-models'

/** What may be wrong, as everybody may know it: no cause, no name of anything that people made. */
export interface KnownCondition {
  /** What is wrong, for whoever runs Parley. */
  readonly says: string
  /** What is said when it is over. */
  readonly over: string
  /**
   * What it stands in the way of: of serving (`/ready`), of ever serving again by itself (`/health`), or of neither,
   * where nearly all is served and nobody is helped by being led elsewhere.
   */
  readonly blocks: 'nothing' | 'ready' | 'live'
  /** What it follows from: while one of these is there, it is not told of apart. */
  readonly follows: ReadonlyArray<ConditionName>
}

type Named =
  | 'starting'
  | 'database'
  | 'log'
  | 'log-not-written'
  | 'no-read-models'
  | 'read-models'
  | 'read-models-behind'
  | 'read-models-of-another-log'
  | 'read-models-differ'
  | 'log-not-followed'
  | 'log-set-back'
  | 'streams-given-up'
  | 'streams-not-read'
  | 'projector'
  | 'projector-stopped'

/** By `group-…`: a group of read models beside the core is not projected, or is far behind (`group-…-behind`). */
export type ConditionName = Named | `group-${string}`

const named: Readonly<Record<Named, KnownCondition>> = {
  starting: {
    says: 'Parley is starting.',
    over: 'Parley has started.',
    blocks: 'ready',
    follows: [],
  },
  database: {
    says: 'The database of the read models can not be used.',
    over: 'The database of the read models can be used again.',
    blocks: 'ready',
    follows: [],
  },
  log: {
    says: 'The log can not be read.',
    over: 'The log can be read again.',
    blocks: 'ready',
    follows: ['database'],
  },
  'log-not-written': {
    says: 'The log can not be written: nothing that people say is taken.',
    over: 'The log can be written again.',
    blocks: 'ready',
    follows: ['database', 'log'],
  },
  'no-read-models': {
    says: 'There are no read models of this version yet: people can not load what they look at, nor say anything.',
    over: 'The read models of this version are there.',
    blocks: 'ready',
    follows: ['database', 'projector', 'projector-stopped'],
  },
  'read-models': {
    says: 'The read models can not be asked: people can not load what they look at.',
    over: 'The read models answer again.',
    blocks: 'ready',
    follows: ['database', 'no-read-models', 'read-models-behind', 'projector', 'projector-stopped'],
  },
  'read-models-behind': {
    says: 'The read models do not keep up with the log: people who are there talk on, and what others load is old or not there.',
    over: 'The read models have caught up with the log.',
    blocks: 'ready',
    follows: ['database', 'log', 'projector', 'projector-stopped', 'read-models-of-another-log'],
  },
  'read-models-of-another-log': {
    says: 'The log has not what the read models were made of.',
    over: 'The log has what the read models were made of.',
    blocks: 'ready',
    follows: ['projector-stopped', 'log-set-back'],
  },
  'read-models-differ': {
    says: 'There are channels or inboxes of which the read models are not what the log says: people may see something wrong there.',
    over: 'The read models are what the log says, where they were looked at.',
    blocks: 'nothing',
    follows: ['database', 'log', 'read-models-of-another-log', 'log-set-back'],
  },
  'log-not-followed': {
    says: 'The log can not be followed: what is said through other processes does not come to those who watch.',
    over: 'The log is followed again.',
    blocks: 'ready',
    follows: ['database', 'no-read-models'],
  },
  'log-set-back': {
    says: 'The log has not what it had: it was restored from a backup, or is another one. All connections are ended, and nobody is let in.',
    over: 'The log has what it had.',
    blocks: 'live',
    follows: [],
  },
  'streams-given-up': {
    says: 'There are channels or inboxes with events that this version can not read: nothing more of them is told here, and commands there are refused.',
    over: 'There are no channels or inboxes any more with events that this version can not read.',
    blocks: 'nothing',
    follows: [],
  },
  'streams-not-read': {
    says: 'There are channels that the log does not let be read: who comes back to them begins with what the read models have, and commands there may be refused.',
    over: 'The log lets all channels be read again.',
    blocks: 'nothing',
    follows: ['database', 'log', 'log-not-followed'],
  },
  projector: {
    says: 'The projector can not go on: people who are there talk on, and what others load is old or not there. It tries again.',
    over: 'The projector goes on.',
    blocks: 'ready',
    follows: ['database', 'log'],
  },
  'projector-stopped': {
    says: 'The projector has stopped for good: people who are there talk on, and what others load is old or not there.',
    over: 'The projector runs.',
    blocks: 'live',
    // The next start looks whether the read models are of the log that there is.
    follows: ['log-set-back'],
  },
}

const known: ReadonlyMap<string, KnownCondition> = new Map([
  ...Object.entries(named),
  ...otherGroups.flatMap(
    ({ name, without }): ReadonlyArray<[string, KnownCondition]> => [
      [
        `group-${name}`,
        {
          says: `The read models of ${name} do not follow the log: ${without}.`,
          over: `The read models of ${name} follow the log again.`,
          blocks: 'nothing',
          follows: ['database', 'log'],
        },
      ],
      [
        `group-${name}-behind`,
        {
          says: `The read models of ${name} are far behind the log, or not there: until they have caught up, ${without}.`,
          over: `The read models of ${name} have caught up with the log.`,
          blocks: 'nothing',
          follows: [
            'database',
            'log',
            'no-read-models',
            'read-models-of-another-log',
            'log-set-back',
            `group-${name}`,
          ],
        },
      ],
    ],
  ),
])

/** What is known of a condition. Throws where there is none of that name. */
export const knownCondition = (name: ConditionName): KnownCondition => {
  const condition = known.get(name)
  if (condition === undefined) throw new Error(`no condition is called ${name}`)
  return condition
}
