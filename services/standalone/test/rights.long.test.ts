import { schemaOf } from '@parley/wiring'
import { expect, inject, it, onTestFinished } from 'vitest'
import { run, watched } from './support/watched.ts'

/** What no monitor may read. */
const isPrivate = /postgres:|password|geheim|127\.0\.0\.1|"cause"/

// What somebody has to mend is looked at every half minute, by the time of the machine.
it('ENGINE-27: rights that were taken away, and given back', async () => {
  const role = `role_${crypto.randomUUID().replaceAll('-', '')}`
  await run(inject('parleyTestServer'), `create role ${role} login password 'geheim'`)
  onTestFinished(() => run(inject('parleyTestServer'), `drop role ${role}`))
  const { connectionString, untilReady, untilWrong, untilTold, engine } = await watched({
    through: async (admin) => {
      await run(admin, `grant create on database ${new URL(admin).pathname.slice(1)} to ${role}`)
      const url = new URL(admin)
      url.username = role
      url.password = 'geheim'
      return url.href
    },
  })
  const schema = schemaOf(engine.stores)
  await run(connectionString, `alter schema ${schema} owner to current_user`)
  expect(await untilWrong('database')).not.toMatch(isPrivate)
  await untilTold(/may not do that.*Grant/)
  await run(connectionString, `grant all on schema ${schema} to ${role}`)
  await untilReady()
})
