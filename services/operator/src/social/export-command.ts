import { TenantId } from '@parley/domain'
import type { EventStore } from '@parley/event-store'
import { exportSocial } from '@parley/social'
import * as E from 'fp-ts/lib/Either.js'
import { openEvents } from '../events/open-log.ts'
import { folderToWrite, type WrittenFolder } from './folder-to-write.ts'

/** `parley export DIR`: writes the channels of a tenant into files of the social format. Gives the exit code. */
export const exportSocialTo = async (
  folder: string,
  options: { readonly tenant: string },
): Promise<number> => {
  const tenantId = TenantId.decode(options.tenant)
  if (E.isLeft(tenantId)) return fail(`--tenant ${options.tenant} is not 1 to 64 of a-z 0-9 _ -`)
  const writing = await folderToWrite(folder)
  if (E.isLeft(writing)) return fail(writing.left)
  try {
    const opened = await openEvents(process.env)
    if (E.isLeft(opened)) return fail(opened.left)
    const { store, close } = opened.right
    try {
      return await exported(store, tenantId.right, folder, writing.right)
    } finally {
      await close()
    }
  } finally {
    await writing.right.close()
  }
}

/** Writes all of it into the folder's files; the exit code. */
const exported = async (
  store: EventStore,
  tenantId: TenantId,
  folder: string,
  { write, finish }: WrittenFolder,
): Promise<number> => {
  try {
    let [channels, deleted] = [0, 0]
    for await (const channel of exportSocial(store, tenantId)) {
      if (E.isLeft(channel)) {
        const { left: error } = channel
        const why =
          error._tag === 'Unreadable' ? `${error.stream} has what can't be read (${error.why})` : error._tag
        return fail(`Stopped: ${why}. What was written so far is in files that end with .part.`)
      }
      if (channel.right._tag === 'Deleted') deleted += 1
      else {
        await write(channel.right.documents)
        channels += 1
      }
    }
    await finish()
    const leftOut = deleted === 0 ? '' : `; ${deleted} that were deleted are not in it`
    console.log(`${channels} channels written to ${folder}${leftOut}`)
    return 0
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error))
  }
}

const fail = (why: string): number => {
  console.error(why)
  return 1
}
