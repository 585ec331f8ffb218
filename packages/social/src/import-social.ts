import type { CommandError } from '@parley/commands'
import type { TenantId } from '@parley/domain'
import type { EventStore } from '@parley/event-store'
import { carryOut, type Problem, type Submit } from '@parley/import-kit'
import * as E from 'fp-ts/lib/Either.js'
import { appendChannel } from './append-channel.ts'
import { planChannel } from './plan-channel.ts'
import { type LinesOf, readDocuments, tell } from './read-documents.ts'

/** What documents came to. */
export interface SocialImported {
  readonly channels: number
  /** Events that this run added: 0 where all was there. */
  readonly events: number
  readonly problems: ReadonlyArray<Problem>
}

/** Where documents are imported to: the log, and what carries out commands on it. */
export interface ImportTarget {
  readonly store: EventStore
  readonly submit: Submit
  readonly tenantId: TenantId
}

/** Called as an import proceeds, with channels. */
export interface SocialProgress {
  readonly begin: (channels: number) => void
  readonly advance: (channels: number) => void
}

/**
 * Imports documents of the social format, channel by channel. A store that fails ends it (left), and the same call
 * later goes on from there.
 */
export const importSocial = async (
  { store, submit, tenantId }: ImportTarget,
  linesOf: LinesOf,
  progress: SocialProgress,
): Promise<E.Either<CommandError, SocialImported>> => {
  const problems: Problem[] = []
  const report = (problem: Problem): void => void problems.push(problem)
  const channels = await readDocuments(linesOf, report)
  progress.begin(channels.size)
  let events = 0
  for (const documents of channels.values()) {
    const plan = planChannel(tenantId, documents, report)
    const appended = await appendChannel(store, plan)
    if (E.isLeft(appended)) return appended
    if (appended.right._tag === 'Differs')
      tell(report, documents.channel, 'is there already, and not from these documents: left as it is')
    else {
      events += appended.right.events
      const marked = await carryOut(submit, plan.marks)
      if (E.isLeft(marked)) return marked
      events += marked.right.events
      problems.push(...marked.right.problems)
    }
    progress.advance(1)
  }
  return E.right({ channels: channels.size, events, problems })
}
