import type { ConformanceCase } from './conformance-case.ts'

const indented = (values: ReadonlyArray<unknown>, indent: string): string =>
  values.map((value) => `${indent}${JSON.stringify(value)}`).join(',\n')

const list = (name: string, rows: string, indent = '  '): string =>
  rows === '' ? `${indent}"${name}": []` : `${indent}"${name}": [\n${rows}\n${indent}]`

/** A case as its file has it: a line for each thing that happens, so that it reads as what was said by whom. */
export const laidOut = ({ before, steps, ...head }: ConformanceCase): string => {
  const lines = steps.map((step) => {
    if ('server' in step) return `    { "server": [\n${indented(step.server, '      ')}\n    ] }`
    if ('commit' in step) return `    { "commit": [\n${indented(step.commit, '      ')}\n    ] }`
    return `    ${JSON.stringify(step)}`
  })
  const fields = Object.entries(head).map(([name, value]) => `  "${name}": ${JSON.stringify(value)}`)
  const parts = [...fields, list('before', indented(before, '    ')), list('steps', lines.join(',\n'))]
  return `{\n${parts.join(',\n')}\n}\n`
}
