import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  channelName,
  description,
  messageText,
  personName,
  problemWith,
  reactionName,
} from '../src/page/fields/takes.ts'
import { bodyOf, typedOf } from '../src/page/text/body.ts'
import { namesOf } from '../src/page/text/mentions.ts'
import { partsOf } from '../src/page/text/parts.ts'
import { tokensOf } from '../src/page/text/tokens.ts'
import { hueOf, initialsOf } from '../src/page/ui/identity.ts'

const seen = (text: string) => tokensOf(text).map(({ kind, text: piece }) => `${kind}:${piece}`)

describe('PAGE-5 what a text shows', () => {
  it('links end where their sentence goes on', () => {
    expect(seen('see https://a.example/b, or (https://c.example/d).')).toEqual([
      'text:see ',
      'link:https://a.example/b',
      'text:, or (',
      'link:https://c.example/d',
      'text:).',
    ])
    expect(seen('https://e.example/wiki/Ring_(ring)')).toEqual(['link:https://e.example/wiki/Ring_(ring)'])
  })

  it('a link with as many marks after it as a message takes is shown too', () => {
    for (const mark of [')', '.', ').']) {
      const tail = mark.repeat(9_000)
      expect(seen(`https://a.example${tail}`)).toEqual(['link:https://a.example', `text:${tail}`])
    }
  })

  it('only web addresses are links', () => {
    expect(seen('javascript:alert(1) data:text/html,x')).toEqual([
      'text:javascript:alert(1) data:text/html,x',
    ])
  })

  it('what stands in code is neither link nor mention', () => {
    expect(seen('`https://a.example @bo` and ```\nx = 1\n```')).toEqual([
      'code:https://a.example @bo',
      'text: and ',
      'block:x = 1',
    ])
  })

  it('a mention begins a word', () => {
    expect(seen('@bo, you@, a@b @ (@cleo)')).toEqual([
      'mention:bo',
      'text:, you@, a@b @ (',
      'mention:cleo',
      'text:)',
    ])
  })

  it('markup stays text', () => {
    expect(seen('<b>hi</b> & <script>')).toEqual(['text:<b>hi</b> & <script>'])
  })
})

describe('PAGE-50 what else stands out in a text', () => {
  it('a language named behind the marks of a block is none of its code', () => {
    expect(tokensOf('```ts\nconst a = 1\n```')).toEqual([
      { kind: 'block', text: 'const a = 1', language: 'ts' },
    ])
    expect(tokensOf('``` c++ \r\nint a;\r\n```')).toEqual([
      { kind: 'block', text: 'int a;', language: 'c++' },
    ])
    expect(tokensOf('```ts```')).toEqual([{ kind: 'block', text: 'ts' }])
    expect(tokensOf('```two words\nx```')).toEqual([{ kind: 'block', text: 'two words\nx' }])
  })

  it('addresses without a scheme, and those of mail', () => {
    expect(tokensOf('www.example.org.')).toEqual([
      { kind: 'link', text: 'www.example.org', href: 'https://www.example.org' },
      { kind: 'text', text: '.' },
    ])
    expect(seen('write to me@example.org, or (first.last+tag@mail.example.co).')).toEqual([
      'text:write to ',
      'link:me@example.org',
      'text:, or (',
      'link:first.last+tag@mail.example.co',
      'text:).',
    ])
    expect(tokensOf('me@example.org')[0]).toMatchObject({ href: 'mailto:me@example.org' })
    expect(seen('HTTPS://A.EXAMPLE')).toEqual(['link:HTTPS://A.EXAMPLE'])
  })

  it('addresses in any script', () => {
    expect(seen('https://münchen.example/straße。')).toEqual([
      'link:https://münchen.example/straße',
      'text:。',
    ])
    expect(seen('jörg@bücher.example')).toEqual(['link:jörg@bücher.example'])
    expect(seen('（www.例え.example）')).toEqual(['text:（', 'link:www.例え.example', 'text:）'])
  })

  it('brackets that a link opened are its own', () => {
    expect(seen('(https://e.example/Ring_(ring))')).toEqual([
      'text:(',
      'link:https://e.example/Ring_(ring)',
      'text:)',
    ])
    expect(seen('[https://e.example/a[1]]')).toEqual(['text:[', 'link:https://e.example/a[1]', 'text:]'])
  })

  it('what leads nowhere, or would be run, is no link', () => {
    for (const text of ['www.', 'www.a', 'awww.example.org', 'http://', 'http://?', 'javascript://x', 'a@b'])
      expect(seen(text)).toEqual([`text:${text}`])
    expect(seen('https://a.example/\u202egpj')).toEqual(['link:https://a.example/', 'text:\u202egpj'])
  })

  it('a name of several words is mentioned where it is known', () => {
    const names = namesOf(['ada lovelace', 'ada', 'bo', "o'hara (x)"])
    const known = (text: string) => tokensOf(text, names).map(({ kind, text: piece }) => `${kind}:${piece}`)
    expect(known('hello @Ada Lovelace, @ada and @bo')).toEqual([
      'text:hello ',
      'mention:Ada Lovelace',
      'text:, ',
      'mention:ada',
      'text: and ',
      'mention:bo',
    ])
    expect(known('@ada lovelaces')).toEqual(['mention:ada', 'text: lovelaces'])
    expect(known("@o'hara (x)!")).toEqual(["mention:o'hara (x)", 'text:!'])
  })

  it('nothing is lost but the marks around code, whatever is written', () => {
    const piece = fc.constantFrom(
      '@',
      'ada lovelace',
      'www.',
      'a.example',
      'https://',
      '(',
      ')',
      ' ',
      '.',
      'me@x.org',
    )
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('')
        const shown = tokensOf(text, namesOf(['ada lovelace']))
        expect(
          shown.map((token) => (token.kind === 'mention' ? `@${token.text}` : token.text)).join(''),
        ).toBe(text)
      }),
    )
  })

  it('as much of each as a message takes is shown too', () => {
    const names = namesOf(Array.from({ length: 500 }, (_, index) => `a ${'b'.repeat(index % 120)} ${index}`))
    for (const piece of ['@a ', 'www.', 'a@', 'a.a@', '(', '`', '```', 'https://', '@'])
      expect(tokensOf(piece.repeat(20_000 / piece.length), names).length).toBeGreaterThan(0)
    expect(seen(`a@${'b'.repeat(19_000)}`)).toHaveLength(1)
  })
})

describe('PAGE-5 what is typed', () => {
  it('/me is done rather than said, and reads back as it was typed', () => {
    expect(bodyOf('/me waves')).toEqual({ kind: 'action', text: 'waves' })
    expect(bodyOf('/means')).toEqual({ kind: 'text', text: '/means' })
    const body = bodyOf('/me waves')
    expect(body === null ? null : typedOf(body)).toBe('/me waves')
  })

  it('nothing is nothing to send', () => {
    for (const blank of ['', ' \n ', '/me  ']) expect(bodyOf(blank)?.kind).not.toBe('action')
    expect(bodyOf(' \n ')).toBeNull()
  })
})

describe('how somebody is shown', () => {
  it('initials and colour are always the same', () => {
    expect(['ada lovelace', 'bo', 'c_d.e', '👩‍🚀 kim'].map(initialsOf)).toEqual(['AL', 'B', 'CE', '👩‍🚀K'])
    expect(hueOf('ada')).toBe(hueOf('ada'))
    expect(new Set(['ada', 'bo', 'cleo', 'dana', 'eli'].map(hueOf)).size).toBe(5)
  })
})

describe('PAGE-44 a text that is cut in parts', () => {
  it('says all of it, in parts that are none too long', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.integer({ min: 20, max: 60 }),
        (text, most) => {
          const parts = partsOf(text, most)
          for (const part of parts) expect(part.length).toBeLessThanOrEqual(most)
          const bare = (words: string) => words.replaceAll(/\s/gu, '')
          expect(bare(parts.join(''))).toBe(bare(text))
        },
      ),
    )
  })

  it('is cut at the ends of lines, else between words, and in no character', () => {
    expect(partsOf('one two\nthree four', 12)).toEqual(['one two', 'three four'])
    expect(partsOf('one two three', 10)).toEqual(['one two', 'three'])
    expect(partsOf('👩‍🚀👩‍🚀👩‍🚀', 12)).toEqual(['👩‍🚀👩‍🚀', '👩‍🚀'])
    expect(partsOf('x'.repeat(25), 10).map(({ length }) => length)).toEqual([10, 10, 5])
  })
})

describe('PAGE-43 what a field says', () => {
  it('what it takes is what the domain takes, and there are words for all else', () => {
    const texts = fc.oneof(fc.string({ maxLength: 140 }), fc.string({ unit: 'binary', maxLength: 140 }))
    for (const takes of [messageText, channelName, description, reactionName, personName])
      fc.assert(
        fc.property(texts, (text) => {
          expect(problemWith<string>(takes, text) === null).toBe(takes.read(text) !== null)
        }),
        { numRuns: 25 },
      )
  })
})
