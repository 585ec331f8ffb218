import { eventStoreContract } from '@parley/event-store/contract'
import { openPostgres } from './opened.ts'

eventStoreContract('The Postgres store', () => openPostgres({ liveEvents: 1000 }), {
  fallsBehindAfter: 1000,
  maxAppendBytes: 1024 * 1024,
})
