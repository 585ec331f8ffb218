import type { Running } from './process.ts'

/** A server in a process of its own, which is killed and started again in its place. */
export interface Restarted {
  /** Kills it with -9, starts it again, and resolves once it says that it is there. */
  readonly kill: () => Promise<void>
}

/** Starts a server; `ready` is what it says once it is there. */
export const restarted = async (start: () => Running, ready: RegExp): Promise<Restarted> => {
  let server = start()
  await server.says(ready)
  return {
    kill: async () => {
      server.child.kill('SIGKILL')
      await server.ended
      server = start()
      await server.says(ready)
    },
  }
}
