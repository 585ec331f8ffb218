import { certain, TenantId, UserId } from '@parley/domain'
import { describe, expect, it } from 'vitest'
import { keepDraft, keptDraft } from '../src/page/kept/drafts.ts'
import type { Shelf } from '../src/page/kept/shelf.ts'

const person = { tenantId: certain(TenantId, 'acme'), userId: certain(UserId, 'ada') }
const shelfOf = (most = Infinity): Shelf & { readonly all: Map<string, string> } => {
  const all = new Map<string, string>()
  return {
    all,
    get: (key) => all.get(key) ?? null,
    put: (key, value) => {
      if (value.length > most) return false
      all.set(key, value)
      return true
    },
    drop: (key) => void all.delete(key),
    keys: (prefix) => [...all.keys()].filter((key) => key.startsWith(prefix)),
  }
}

describe('PAGE-26: drafts', () => {
  it('are each person’s own, and gone when they are empty', () => {
    const shelf = shelfOf()
    keepDraft(person, 'tea', 'hello', 1, shelf)
    expect(keptDraft(person, 'tea', shelf)).toBe('hello')
    // Names with dots in them are no way into another's.
    for (const userId of ['ada.tea', 'bob', 'ad'])
      expect(keptDraft({ ...person, userId: certain(UserId, userId) }, 'tea', shelf)).toBe('')
    keepDraft(person, 'tea', '', 2, shelf)
    expect(shelf.all.size).toBe(0)
  })

  it('are bounded: the oldest of too many go, and what is too long is not kept', () => {
    const shelf = shelfOf()
    for (let n = 1; n <= 130; n += 1) keepDraft(person, `place ${n}`, `text ${n}`, n, shelf)
    expect(shelf.all.size).toBe(100)
    expect(keptDraft(person, 'place 30', shelf)).toBe('')
    expect(keptDraft(person, 'place 31', shelf)).toBe('text 31')
    keepDraft(person, 'place 31', 'x'.repeat(100_001), 131, shelf)
    expect(keptDraft(person, 'place 31', shelf)).toBe('')
  })

  it('where there is no room, or what is kept is no draft, are empty and not old', () => {
    const shelf = shelfOf(60)
    keepDraft(person, 'tea', 'short', 1, shelf)
    keepDraft(person, 'tea', 'x'.repeat(100), 2, shelf)
    expect(keptDraft(person, 'tea', shelf)).toBe('')
    for (const junk of ['{', '7', '{"text":1,"at":2}']) {
      shelf.all.set('parley.draft.acme.ada.tea', junk)
      expect(keptDraft(person, 'tea', shelf)).toBe('')
    }
  })
})
