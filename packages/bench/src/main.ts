import { parseArgs } from 'node:util'
import { benchActivate } from './activate/activate.ts'
import { benchAttack } from './attack/attack.ts'
import { benchFlood } from './flood/flood.ts'
import { benchGrowth } from './growth/growth.ts'
import { benchIdle } from './idle/idle.ts'
import { benchLog } from './log/log.ts'
import { benchRebuild } from './rebuild/rebuild.ts'
import { benchReplay } from './replay/replay.ts'
import { benchResume } from './resume/resume.ts'
import { benchRing } from './ring/ring.ts'
import { benchSdk } from './sdk/sdk.ts'
import { benchSearch } from './search/search.ts'

const usage = `pnpm bench ring [--runs N] [--warm-up SECONDS] [--only "1 x 10"]...
pnpm bench sdk
pnpm bench log [--runs N] [--seconds N] [--events N]
pnpm bench rebuild [--runs N] [--events N]
pnpm bench growth [--runs N] [--messages N] [--channels N] [--members N]
pnpm bench replay [--runs N] [--events N]
pnpm bench attack [--channels N] [--messages N]
pnpm bench flood [--runs N] [--seconds N] [--only queries]...
pnpm bench idle [--runs N] [--members N]
pnpm bench resume [--runs N] [--channels N] [--only nothing]...
pnpm bench search [--runs N] [--messages N] [--channels N]
pnpm bench activate [--runs N] [--seconds N] [--events N]`

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string' },
    only: { type: 'string', multiple: true, default: [] },
    seconds: { type: 'string' },
    'warm-up': { type: 'string' },
    events: { type: 'string' },
    channels: { type: 'string' },
    messages: { type: 'string' },
    members: { type: 'string' },
  },
})
const usual = {
  runs: 3,
  seconds: 5,
  'warm-up': 2,
  events: 200_000,
  channels: 100,
  messages: 50,
  members: 100,
}
type Counted = Readonly<typeof usual>
/** Of which a bench takes more, or fewer. */
const ofBench: Readonly<Record<string, Partial<Counted>>> = {
  rebuild: { events: 1_000_000 },
  growth: { runs: 100, messages: 1_000_000, channels: 10_000, members: 100_000 },
  resume: { channels: 1_000 },
  search: { runs: 50, messages: 1_000_000, channels: 500 },
}
const otherwise: Counted = { ...usual, ...ofBench[positionals[0] ?? ''] }
const count = (name: keyof Counted): number => Number(values[name] ?? otherwise[name])
const [runs, seconds, events] = [count('runs'), count('seconds'), count('events')]
const warmUp = count('warm-up')
const [channels, messages, members] = [count('channels'), count('messages'), count('members')]
const counted = [runs, seconds, warmUp, events, channels, messages, members].every(
  (n) => Number.isInteger(n) && n > 0,
)

if (counted && positionals[0] === 'ring') await benchRing({ runs, warmUp, only: values.only })
else if (counted && positionals[0] === 'log') await benchLog({ runs, seconds, events })
else if (counted && positionals[0] === 'rebuild') await benchRebuild({ runs, events })
else if (counted && positionals[0] === 'growth') await benchGrowth({ runs, messages, channels, members })
else if (counted && positionals[0] === 'replay') await benchReplay({ runs, events })
else if (counted && positionals[0] === 'attack') await benchAttack({ channels, messages })
else if (counted && positionals[0] === 'flood') await benchFlood({ runs, seconds, only: values.only })
else if (counted && positionals[0] === 'idle') await benchIdle({ runs, members })
else if (counted && positionals[0] === 'resume') await benchResume({ runs, channels, only: values.only })
else if (counted && positionals[0] === 'search') await benchSearch({ runs, messages, channels })
else if (counted && positionals[0] === 'activate') await benchActivate({ runs, seconds, events })
else if (positionals[0] === 'sdk') await benchSdk()
else {
  console.error(usage)
  process.exitCode = 2
}
