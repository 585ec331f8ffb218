import type { ShownMessage } from '@parley/client'
import { useState } from 'react'
import { useClient } from '../app/client-context.ts'
import { useAct } from '../app/notices.tsx'
import { IconButton } from '../ui/IconButton.tsx'

/** Reports a message to moderators, and asks once more before it does. */
export const Report = ({ message: { channelId, messageId } }: { readonly message: ShownMessage }) => {
  const client = useClient()
  const act = useAct()
  const [step, setStep] = useState<'first' | 'sure' | 'done'>('first')
  const report = async (): Promise<void> => {
    const command = { type: 'FlagMessage' as const, channelId, messageId, reason: null }
    setStep((await act(client.command(command))) === null ? 'first' : 'done')
  }
  if (step === 'first') return <IconButton icon="flag" label="Report" onClick={() => setStep('sure')} />
  return (
    <button
      type="button"
      className={step === 'sure' ? 'danger' : 'quiet'}
      autoFocus
      disabled={step === 'done'}
      onClick={() => void report()}
    >
      {step === 'sure' ? 'Report it?' : 'Reported'}
    </button>
  )
}
