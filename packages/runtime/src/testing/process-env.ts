import { join } from 'node:path'

/**
 * What a process that a test starts knows of its surroundings: where programs are, and the compiled code that the last
 * one left, with which it starts in half the time.
 */
export const processEnv: Readonly<Record<string, string | undefined>> = {
  PATH: process.env['PATH'],
  NODE_COMPILE_CACHE: join(import.meta.dirname, '../../../../node_modules/.cache/compiled'),
}
