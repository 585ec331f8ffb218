import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { type Browser, chromium } from 'playwright-core'

/** Starts a headless Chromium: the one that `CHROMIUM` names, or else that of the packages. Left: why there is none. */
export const openBrowser = async (): Promise<E.Either<string, Browser>> => {
  const named = process.env['CHROMIUM']
  try {
    if (named !== undefined && named !== '')
      return E.right(
        await chromium.launch({ executablePath: named, args: ['--no-sandbox', '--disable-gpu'] }),
      )
    if (process.platform !== 'linux' || process.arch !== 'x64')
      return E.left(`the packages bring a Chromium for linux-x64 only; CHROMIUM names another`)
    return E.right(await chromium.launch(await unpacked()))
  } catch (error) {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
    return E.left(`no Chromium runs here: ${line}`)
  }
}

/** Unpacks Chromium and what it needs to a folder of this user alone, and says how to start it. */
const unpacked = async () => {
  const folder = join(tmpdir(), `parley-chromium-${userInfo().uid}-${process.env['VITEST_POOL_ID'] ?? 0}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  writeFileSync(join(folder, 'fonts.conf'), fontsConf(folder))
  const before = { ...process.env }
  try {
    // The package reads these while it is loaded, and adds to them: neither is for anything else in this process.
    process.env['TMPDIR'] = folder
    process.env['AWS_LAMBDA_JS_RUNTIME'] = 'nodejs22.x'
    process.env['FONTCONFIG_FILE'] = join(folder, 'fonts.conf')
    const { default: packaged } = await import('@sparticuz/chromium')
    const executablePath = await packaged.executablePath()
    const args = [...packaged.args.filter((arg) => !unwanted.has(arg)), '--disable-gpu']
    return { executablePath, args, env: { ...process.env } }
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name]
    Object.assign(process.env, before)
  }
}

// One process for all would end with the first window that is shut; the page is tested as it is visited; and a graphics
// card that is played by the processor draws nothing here that it would not draw itself, in a tenth of the time.
const unwanted: ReadonlySet<string> = new Set([
  '--single-process',
  '--disable-web-security',
  '--ignore-gpu-blocklist',
  '--in-process-gpu',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
])

/** The fonts of the package, whose own list looks for them in one place only, and those of the machine. */
const fontsConf = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`
