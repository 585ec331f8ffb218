import type { BaseLogger } from 'pino'

/** What the gateway writes to: a pino logger, or something like one. */
export type Log = Pick<BaseLogger, 'debug' | 'info' | 'warn' | 'error'>
