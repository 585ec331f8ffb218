import { parseArgs } from 'node:util'
import { benchAttack } from './attack/attack.ts'
import { benchFlood } from './flood/flood.ts'
import { benchIdle } from './idle/idle.ts'
import { benchLog } from './log/log.ts'
import { benchReplay } from './replay/replay.ts'
import { benchResume } from './resume/resume.ts'
import { benchRing } from './ring/ring.ts'
import { benchSdk } from './sdk/sdk.ts'

const usage = `pnpm bench ring [--runs N] [--only "1 x 10"]...
pnpm bench sdk
pnpm bench log [--runs N] [--seconds N] [--events N]
pnpm bench replay [--runs N] [--events N]
pnpm bench attack [--channels N] [--messages N]
pnpm bench flood [--runs N] [--seconds N] [--only queries]...
pnpm bench idle [--runs N] [--members N]
pnpm bench resume [--runs N] [--channels N] [--only nothing]...`

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '3' },
    only: { type: 'string', multiple: true, default: [] },
    seconds: { type: 'string', default: '5' },
    events: { type: 'string', default: '200000' },
    channels: { type: 'string' },
    messages: { type: 'string', default: '50' },
    members: { type: 'string', default: '100' },
  },
})
const runs = Number(values.runs)
const seconds = Number(values.seconds)
const events = Number(values.events)
const channels = Number(values.channels ?? (positionals[0] === 'resume' ? 1_000 : 100))
const messages = Number(values.messages)
const members = Number(values.members)
const counted = [runs, seconds, events, channels, messages, members].every(
  (n) => Number.isInteger(n) && n > 0,
)

if (counted && positionals[0] === 'ring') await benchRing({ runs, only: values.only })
else if (counted && positionals[0] === 'log') await benchLog({ runs, seconds, events })
else if (counted && positionals[0] === 'replay') await benchReplay({ runs, events })
else if (counted && positionals[0] === 'attack') await benchAttack({ channels, messages })
else if (counted && positionals[0] === 'flood') await benchFlood({ runs, seconds, only: values.only })
else if (counted && positionals[0] === 'idle') await benchIdle({ runs, members })
else if (counted && positionals[0] === 'resume') await benchResume({ runs, channels, only: values.only })
else if (positionals[0] === 'sdk') await benchSdk()
else {
  console.error(usage)
  process.exitCode = 2
}
