import { acme, bob, cleo } from '@parley/domain/testing'
import { expect, test, vi } from 'vitest'
import { placed, answering } from './harness.ts'
import { story } from './story.ts'

// Where the table says that it takes a moderator to read, and nothing else knows of it.
vi.mock('../../domain/src/permissions/tables.ts', async (original) => {
  const { channelTypes, ...others } = await original<typeof import('@parley/domain/permissions')>()
  const { guest = [], moderator = [], ...above } = channelTypes.standard.allows
  const raised = { guest: guest.filter((action) => action !== 'read'), moderator: [...moderator, 'read'] }
  const standard = { ...channelTypes.standard, allows: { ...above, ...raised } }
  return { ...others, channelTypes: { ...channelTypes, standard } }
})

test('PERM-12: a channel is asked by whom the rules let read it', async () => {
  const here = await answering(200)
  const { ask } = here
  const told = story()
  await here.project(placed(told.world.events))
  const query = { type: 'members', channelId: told.general } as const
  expect(await ask.answer({ tenantId: acme, userId: bob }, query)()).toMatchObject({ _tag: 'Right' })
  expect(await ask.answer({ tenantId: acme, userId: cleo }, query)()).toMatchObject({
    left: { _tag: 'QueryRejected', rejection: { _tag: 'RoleTooLow', needs: 'moderator' } },
  })
  await here.close()
})
