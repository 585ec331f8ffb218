import type { UnnamedCommand } from '@parley/client'
import type { ResultOf } from '@parley/contract'
import { certain, type ChannelId, FlagLimit } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import { useId } from 'react'
import { useClient, useMe } from '../app/client-context.ts'
import { counted } from '../app/names.ts'
import { useAct } from '../app/notices.tsx'
import { MessageBody } from '../message/Body.tsx'
import { type Asks, useModerated } from './use-moderated.ts'

type Reports = Pick<ResultOf<'reports'>, 'reports' | 'flagLimit' | 'more'>
type Report = Reports['reports'][number]

const none: Reports = { reports: [], flagLimit: null, more: false }

const asksReports: Asks<Reports> = async (client, channelId) => {
  const answer = await client.query({ type: 'reports', channelId })
  return E.isRight(answer) ? answer.right.value : undefined
}

/** By how many reports a message goes by itself. */
const limits = [2, 3, 5, 10, 25]

interface ReportsProps {
  readonly channelId: ChannelId
  /** Whether one may say by how many reports a message goes. */
  readonly mayLimit: boolean
}

/** What is reported in the channel, for who may see that, the last first. */
export const Reports = ({ channelId, mayLimit }: ReportsProps) => {
  const client = useClient()
  const act = useAct()
  const id = useId()
  const { now, again } = useModerated(channelId, asksReports, none)
  const { reports, flagLimit, more } = now
  // What is deleted is told as deleted, and not as something that moderators did.
  const carryOut = async (command: UnnamedCommand): Promise<void> => {
    if ((await act(client.command(command))) !== null) again()
  }
  const choices = flagLimit === null || limits.includes(flagLimit) ? limits : [...limits, flagLimit]
  return (
    <section className="pins reports" aria-label="Reports">
      <h3>{reports.length === 0 ? 'No reports' : counted(reports.length, 'report')}</h3>
      <ul>
        {reports.map((report) => (
          <ReportRow key={report.message.messageId} report={report} carryOut={carryOut} />
        ))}
      </ul>
      {more && <p className="quiet-words">There are more.</p>}
      {mayLimit && (
        <div className="choice">
          <label htmlFor={id}>Delete a message by itself</label>
          <select
            id={id}
            value={flagLimit ?? 'never'}
            onChange={({ target: { value } }) =>
              void carryOut({
                type: 'SetFlagLimit',
                channelId,
                limit: value === 'never' ? null : certain(FlagLimit, Number(value)),
              })
            }
          >
            <option value="never">Never</option>
            {choices.map((limit) => (
              <option key={limit} value={limit}>
                By {counted(limit, 'report')}
              </option>
            ))}
          </select>
        </div>
      )}
    </section>
  )
}

interface ReportRowProps {
  readonly report: Report
  readonly carryOut: (command: UnnamedCommand) => Promise<void>
}

const ReportRow = ({ report: { message, flagCount, flags }, carryOut }: ReportRowProps) => {
  const me = useMe()
  const { channelId, messageId, senderId, body, editedAt } = message
  return (
    <li className="pin">
      <b className="sender" dir="auto">
        {senderId}
      </b>
      <div className="pin-body" role="group" aria-label={`${senderId}’s reported message`} tabIndex={0}>
        <MessageBody body={body} senderId={senderId} editedAt={editedAt} me={me} />
      </div>
      <p className="quiet-words" dir="auto">
        Reported by {flags.map(({ userId }) => userId).join(', ')}
        {flagCount > flags.length && ` and ${flagCount - flags.length} more`}
        {flags.flatMap(({ reason }) => (reason === null ? [] : `: ${reason}`))}
      </p>
      <div className="buttons">
        <button
          type="button"
          className="quiet"
          onClick={() => void carryOut({ type: 'DeleteMessage', channelId, messageId })}
        >
          Delete
        </button>
        <button
          type="button"
          className="quiet"
          onClick={() => void carryOut({ type: 'ClearFlags', channelId, messageId })}
        >
          Let it stand
        </button>
      </div>
    </li>
  )
}
