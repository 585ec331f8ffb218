import { parseArgs } from 'node:util'
import { benchRing } from './ring/ring.ts'

const usage = `pnpm bench ring [--runs N] [--only "1 x 10"]...`

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '3' },
    only: { type: 'string', multiple: true, default: [] },
  },
})
const runs = Number(values.runs)

if (positionals[0] !== 'ring' || !Number.isInteger(runs) || runs < 1) {
  console.error(usage)
  process.exitCode = 2
} else await benchRing({ runs, only: values.only })
