import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, relative, sep } from 'node:path'
import { gzipSync } from 'node:zlib'

/** Serves the page. False where the path is none of it. */
export type PageFiles = (request: IncomingMessage, response: ServerResponse) => boolean

interface File {
  readonly body: Buffer
  /** Compressed, where that makes it shorter. */
  readonly gzip: Buffer | undefined
  readonly headers: Readonly<Record<string, string>>
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

/** The page talks to nobody but this server, and is shown in no other page. */
const contentSecurityPolicy = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * The page and what belongs to it, read once: it is small, no path can lead out of the folder, and nothing is missed
 * when a newer build takes the folder's place. The page itself is at `/` alone: its own places stand behind the `#`, so
 * that whoever asks for what is not there is told so. Throws where the folder can't be read.
 */
export const pageFiles = (folder: string): PageFiles => {
  const files = new Map<string, File>(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [`/${relative(folder, file).split(sep).join('/')}`, file] as const)
      .filter(([path]) => !path.includes('/.'))
      .map(([path, file]) => [path, read(path, file)] as const),
  )
  return (request, response) => {
    const path = request.url?.split('?', 1)[0] ?? '/'
    const file = files.get(path === '/' ? '/index.html' : path)
    if (file !== undefined) send(file, request, response)
    return file !== undefined
  }
}

const read = (path: string, file: string): File => {
  const body = readFileSync(file)
  const gzip = gzipSync(body)
  return {
    body,
    gzip: gzip.length < body.length * 0.9 ? gzip : undefined,
    headers: {
      'Content-Type': types[extname(path)] ?? 'application/octet-stream',
      // Built files carry their content in their names; `index.html`, which names them, does not.
      'Cache-Control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      'Content-Security-Policy': contentSecurityPolicy,
      'Referrer-Policy': 'no-referrer',
      ETag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
      Vary: 'Accept-Encoding',
    },
  }
}

const send = ({ body, gzip, headers }: File, request: IncomingMessage, response: ServerResponse): void => {
  if (request.headers['if-none-match']?.includes(headers['ETag'] ?? '') === true) {
    response.writeHead(304, headers).end()
    return
  }
  const takesGzip = /\bgzip\b/.test(String(request.headers['accept-encoding']))
  const content = takesGzip && gzip !== undefined ? gzip : body
  response.writeHead(200, {
    ...headers,
    ...(content === gzip ? { 'Content-Encoding': 'gzip' } : {}),
    'Content-Length': content.length,
  })
  response.end(request.method === 'HEAD' ? undefined : content)
}
