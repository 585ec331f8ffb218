import * as t from 'io-ts'
import { maxTokenLength } from './limits.ts'

/** By what somebody says who they are; only whoever checks tokens knows what is in it. */
export const Token = t.refinement(t.string, (token) => token.length <= maxTokenLength, 'Token')
