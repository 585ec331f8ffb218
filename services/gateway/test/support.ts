import { issueDevelopmentToken } from '@parley/auth'
import { type Client, type ClientOptions, connect } from '@parley/client'
import { certain, type ChannelId, ChannelName, Description, TenantId, UserId } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import type { Running } from '../src/index.ts'

/** What gateways under test know tokens by. */
export const secret = 'a secret of at least thirty-two bytes'

export const [ada, bob, cy] = ['ada', 'bob', 'cy'].map((name) => certain(UserId, name)) as [
  UserId,
  UserId,
  UserId,
]

/** Somebody's client at a gateway; whoever asks closes it. */
export const personAt = (
  { port }: Pick<Running, 'port'>,
  userId: UserId,
  { tenant = 'default', ...options }: Partial<ClientOptions> & { readonly tenant?: string } = {},
): Client =>
  connect({
    url: `ws://127.0.0.1:${port}/ws`,
    token: () => issueDevelopmentToken(secret, { tenantId: certain(TenantId, tenant), userId }),
    ...options,
  })

/** Creates a private channel. */
export const createTea = (client: Client, members: ReadonlyArray<UserId>) =>
  client.command({
    type: 'CreateChannel',
    channelType: 'private',
    name: certain(ChannelName, 'tea'),
    description: certain(Description, ''),
    members,
  })

/** As `createTea`, and gives its id. */
export const teaOf = async (client: Client, members: ReadonlyArray<UserId>): Promise<ChannelId> => {
  const created = await createTea(client, members)
  const channelId = E.isRight(created) ? created.right.result.channelId : undefined
  if (channelId === undefined) throw new Error('not created')
  return channelId
}

/** Resolves once a client's state is as looked for. */
export const seen = (client: Client, look: (state: ReturnType<Client['state']>) => boolean): Promise<void> =>
  new Promise((resolve) => {
    const check = (): void => {
      if (!look(client.state())) return
      leave()
      resolve()
    }
    const leave = client.subscribe(check)
    check()
  })
