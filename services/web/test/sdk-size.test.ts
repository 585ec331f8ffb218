import { resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { expect, test } from 'vitest'

/** Bytes, gzipped: more than this is noticed here before it is by those who load it. */
const most = 24_000

test('SDK-48: the SDK, bundled as a page’s build does and compressed, weighs no more than is said', async () => {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    root: import.meta.dirname,
    build: {
      write: false,
      target: 'es2022',
      rollupOptions: {
        input: resolve(import.meta.dirname, '../../../packages/client/src/index.ts'),
        preserveEntrySignatures: 'strict',
      },
    },
  })
  if (!('output' in built)) throw new Error('not one build')
  const code = built.output.map((one) => (one.type === 'chunk' ? one.code : '')).join('')
  expect(code).toContain('Disconnected')
  expect(code).not.toContain('InterfaceType')
  expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(most)
})
