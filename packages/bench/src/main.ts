import { parseArgs } from 'node:util'
import { benchAttack } from './attack/attack.ts'
import { benchFlood } from './flood/flood.ts'
import { benchLog } from './log/log.ts'
import { benchReplay } from './replay/replay.ts'
import { benchRing } from './ring/ring.ts'
import { benchSdk } from './sdk/sdk.ts'

const usage = `pnpm bench ring [--runs N] [--only "1 x 10"]...
pnpm bench sdk
pnpm bench log [--runs N] [--seconds N] [--events N]
pnpm bench replay [--runs N] [--events N]
pnpm bench attack [--channels N] [--messages N]
pnpm bench flood [--runs N] [--seconds N] [--only queries]...`

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '3' },
    only: { type: 'string', multiple: true, default: [] },
    seconds: { type: 'string', default: '5' },
    events: { type: 'string', default: '200000' },
    channels: { type: 'string', default: '100' },
    messages: { type: 'string', default: '50' },
  },
})
const runs = Number(values.runs)
const seconds = Number(values.seconds)
const events = Number(values.events)
const channels = Number(values.channels)
const messages = Number(values.messages)
const counted = [runs, seconds, events, channels, messages].every((n) => Number.isInteger(n) && n > 0)

if (counted && positionals[0] === 'ring') await benchRing({ runs, only: values.only })
else if (counted && positionals[0] === 'log') await benchLog({ runs, seconds, events })
else if (counted && positionals[0] === 'replay') await benchReplay({ runs, events })
else if (counted && positionals[0] === 'attack') await benchAttack({ channels, messages })
else if (counted && positionals[0] === 'flood') await benchFlood({ runs, seconds, only: values.only })
else if (positionals[0] === 'sdk') await benchSdk()
else {
  console.error(usage)
  process.exitCode = 2
}
