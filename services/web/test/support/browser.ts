import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

/** Why there is no browser here, in one line; null where there is one. */
export const whyNoBrowser = (): string | null => {
  const named = process.env['CHROMIUM']
  if (named !== undefined && named !== '')
    return existsSync(named) ? null : `CHROMIUM names ${named}, which is not there`
  return process.platform === 'linux' && process.arch === 'x64'
    ? null
    : `the Chromium of the packages is for linux-x64 only; CHROMIUM can name another for ${process.platform}-${process.arch}`
}

/** Starts a headless Chromium: the one that `CHROMIUM` names, or else that of the packages. */
export const startBrowser = async (): Promise<Browser> => {
  const named = process.env['CHROMIUM']
  if (named !== undefined && named !== '')
    return chromium.launch({ executablePath: named, args: ['--no-sandbox', '--disable-gpu'] })
  const { executablePath, args, env } = await unpacked()
  return chromium.launch({ executablePath, args, env })
}

/** Unpacks Chromium and what it needs to a folder of this user alone, and says how to start it. */
const unpacked = async () => {
  const folder = join(tmpdir(), `parley-chromium-${userInfo().uid}`)
  mkdirSync(join(folder, 'fonts'), { recursive: true, mode: 0o700 })
  writeFileSync(join(folder, 'fonts.conf'), fontsConf(folder))
  const before = { ...process.env }
  try {
    // The package reads these while it is loaded, and adds to them: neither is for anything else in this process.
    process.env['TMPDIR'] = folder
    process.env['AWS_LAMBDA_JS_RUNTIME'] = 'nodejs22.x'
    process.env['FONTCONFIG_FILE'] = join(folder, 'fonts.conf')
    const { default: packaged } = await import('@sparticuz/chromium')
    const executablePath = await packaged.executablePath()
    // One process for all would end with the first window that is shut.
    const args = packaged.args.filter((arg) => !unwanted.has(arg))
    return { executablePath, args, env: { ...process.env } }
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name]
    Object.assign(process.env, before)
  }
}

const unwanted: ReadonlySet<string> = new Set(['--single-process', '--disable-web-security'])

const fontsConf = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`
