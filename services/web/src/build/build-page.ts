import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { hashOfSources } from './sources.ts'

const web = resolve(import.meta.dirname, '../..')
const root = resolve(web, '../..')

/** Builds of other sources that are kept: a server may still be handing one out. */
const kept = 3

/**
 * Gives the folder with the page's files, `index.html` at its top, and builds it first where the sources are not
 * those of an earlier build. Builds stand side by side under `outDir`, each named by its sources, so that processes
 * that build at once do not get in each other's way. Rejects with what the build found wrong.
 */
export const buildPage = async (options: { readonly outDir?: string } = {}): Promise<string> => {
  const outDir = resolve(options.outDir ?? join(web, 'dist'))
  const built = join(outDir, hashOfSources(root))
  if (existsSync(join(built, 'index.html'))) return built
  const unfinished = `${built}.${process.pid}-${performance.now()}`
  await mkdir(outDir, { recursive: true })
  try {
    await build(unfinished)
    await rename(unfinished, built)
  } catch (error) {
    // Somebody else was quicker with the same sources.
    if (!existsSync(join(built, 'index.html'))) throw error
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
  await dropOldBuilds(outDir, built)
  return built
}

const build = async (outDir: string): Promise<void> => {
  const before = process.env['NODE_ENV']
  // Whatever runs this, tests included: the page gets React as it is for people, not for its developers.
  process.env['NODE_ENV'] = 'production'
  try {
    // Not needed, and so not loaded, where the page is built already.
    const [vite, { default: react }] = await Promise.all([import('vite'), import('@vitejs/plugin-react')])
    await vite.build({
      configFile: false,
      root: web,
      base: './',
      logLevel: 'error',
      plugins: [react()],
      build: { outDir, emptyOutDir: false, target: 'es2022', chunkSizeWarningLimit: 1_000 },
    })
  } finally {
    if (before === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = before
  }
}

const dropOldBuilds = async (outDir: string, current: string): Promise<void> => {
  const names = (await readdir(outDir)).filter((name) => /^[0-9a-f]{16}$/.test(name))
  const ages = await Promise.all(
    names.map(async (name) => ({ path: join(outDir, name), at: (await stat(join(outDir, name))).mtimeMs })),
  )
  const others = ages.filter(({ path }) => path !== current).toSorted((a, b) => b.at - a.at)
  await Promise.all(others.slice(kept).map(({ path }) => rm(path, { recursive: true, force: true })))
}
