import type { ChannelId, TenantId, UserId } from '@parley/domain'
import type { Logger } from '@parley/runtime'
import type { Mark } from './mark.ts'
import type { PersonUpdate } from './person-update.ts'
import type { LiveUpdate } from './update.ts'

/** Who is told what was committed. */
export interface Recipients {
  /** Whether a person is here: what is theirs alone is made for nobody else. */
  readonly isHere: (tenantId: TenantId, userId: UserId) => boolean
  /**
   * Updates in the order of each stream. Of channels that are followed, all after where following was settled, once;
   * beyond those, and before that, what is addressed to somebody who is here, once.
   */
  readonly deliver: (updates: ReadonlyArray<LiveUpdate>) => void
  /** Of a channel that is followed: somebody has read on in it. */
  readonly marked: (mark: Mark) => void
  /** What people say of themselves, in the order of each, once: for those who are here and know of them. */
  readonly people: (updates: ReadonlyArray<PersonUpdate>) => void
  /** Nobody knows how a channel goes on from where its watchers are: they begin anew. */
  readonly missed: (tenantId: TenantId, channelId: ChannelId) => void
}

/** All who are told. One that fails at it keeps nothing from the others, nor from who tells them. */
export interface AllRecipients extends Recipients {
  /** Has these told too, until what it gives is called. */
  readonly add: (recipients: Recipients) => () => void
}

export const allRecipients = (logger: Logger): AllRecipients => {
  const all = new Set<Recipients>()
  const each = (tell: (one: Recipients) => void, failed: (fault: unknown) => void): void => {
    for (const one of all) {
      try {
        tell(one)
      } catch (fault) {
        failed(fault)
      }
    }
  }
  return {
    add: (recipients) => {
      all.add(recipients)
      return () => {
        all.delete(recipients)
      }
    },
    isHere: (tenantId, userId) => [...all].some((one) => one.isHere(tenantId, userId)),
    deliver: (updates) =>
      each(
        (one) => one.deliver(updates),
        (err) => logger.error({ err, position: updates.at(-1)?.position }, 'updates were not delivered'),
      ),
    marked: (mark) =>
      each(
        (one) => one.marked(mark),
        (err) => logger.error({ err, ...mark }, 'those who watch a channel were not told who has read'),
      ),
    people: (updates) =>
      each(
        (one) => one.people(updates),
        (err) =>
          logger.error({ err, position: updates.at(-1)?.position }, 'what people say was not delivered'),
      ),
    missed: (tenantId, channelId) =>
      each(
        (one) => one.missed(tenantId, channelId),
        (err) => logger.error({ err, tenantId, channelId }, 'those who watch a channel were not told'),
      ),
  }
}
