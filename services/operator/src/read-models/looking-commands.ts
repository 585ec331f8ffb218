import { ChannelId, channelStream, inboxStream, TenantId, UserId, userStream } from '@parley/domain'
import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import * as E from 'fp-ts/lib/Either.js'
import type { Common } from './answer.ts'
import { auditLines, auditNow } from './audit.ts'
import { diffLines, diffOf } from './diff.ts'
import { parkedCommand } from './parked-command.ts'
import { run } from './run.ts'
import { type WhyFlags, whyLines, whyNow } from './why.ts'

const count = (text: string): number => {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('It is a whole number.')
  return Number(text)
}

interface AuditFlags extends Common {
  readonly sample?: number
  readonly heal?: boolean
  readonly tenant: string
  readonly channel?: string
  readonly person?: string
  readonly profile?: string
  readonly why?: string
}

/** The stream that is meant by a channel or a person; undefined where neither is named. Left: what is wrong with them. */
const streamOf = ({ tenant, channel, person, profile }: AuditFlags): E.Either<string, string | undefined> => {
  const given = [channel, person, profile].filter((one) => one !== undefined)
  if (given.length === 0) return E.right(undefined)
  if (given.length > 1) return E.left('one of --channel, --person and --profile is meant')
  if (!TenantId.is(tenant)) return E.left('--tenant is not 1 to 64 of a-z 0-9 _ -')
  if (ChannelId.is(channel)) return E.right(channelStream(tenant, channel))
  if (UserId.is(person)) return E.right(inboxStream(tenant, person))
  if (UserId.is(profile)) return E.right(userStream(tenant, profile))
  return E.left('--channel takes the id of a channel, --person and --profile the id of a user')
}

/** The commands that look at read models, and mend them. `sub` begins one. */
export const lookingCommands = (sub: (name: string, description: string) => Command): void => {
  sub('diff', 'Compare two generations row by row.')
    .argument('<one>')
    .argument('<other>')
    .option('--samples <n>', 'rows of each table that are shown', count, 5)
    .action((one: string, other: string, options: Common & { readonly samples: number }) =>
      run(options, (opened) => diffOf(opened, one, other, options.samples), diffLines, one),
    )
  sub('audit', 'Hold read models against the log.')
    .argument('[schema]', 'the one in use unless given')
    .option('--sample <n>', 'so many channels and inboxes, chosen at random, and not everything', count)
    .option('--tenant <name>', 'of the channel or the person', 'default')
    .option('--channel <id>', 'this channel alone')
    .option('--person <name>', 'the inbox of this person alone')
    .option('--profile <name>', 'what this person says of themselves alone')
    .option('--heal', 'make anew what differs, from the log')
    .option('--why <words>', 'for the record')
    .action((schema: string | undefined, options: AuditFlags) => {
      const { sample, heal, why } = options
      const stream = streamOf(options)
      return run(
        options,
        (opened) =>
          E.isLeft(stream)
            ? Promise.resolve(stream)
            : auditNow(opened, { schema, sample, stream: stream.right, heal: heal === true, why }),
        auditLines,
        schema,
      )
    })
  sub('why', 'Say which messages are behind an unread count.')
    .requiredOption('--channel <id>', 'of which channel')
    .requiredOption('--person <name>', 'whose count')
    .option('--tenant <name>', 'of both', 'default')
    .option('--feed <id>', 'of the channel', 'main')
    .action((options: Common & WhyFlags) => run(options, (opened) => whyNow(opened, options), whyLines))
  parkedCommand(sub)
}
