import type { StatusLabel as Word } from '@/lib/core/sync-run/status-labels';
import { StatusLabel } from './status-label';

export type MailState = 'waiting' | 'sent' | 'shown here' | 'failed';

const labels: Record<MailState, Word> = {
  waiting: {
    word: 'Waiting',
    glyph: '◔',
    tone: 'active',
    owner: 'nobody',
    explanation: 'It will be sent within seconds or retried later.',
  },
  sent: {
    word: 'Sent',
    glyph: '✓',
    tone: 'good',
    owner: 'nobody',
    explanation: 'The mail server accepted it.',
  },
  'shown here': {
    word: 'Shown here',
    glyph: '◉',
    tone: 'neutral',
    owner: 'nobody',
    explanation:
      'No mail server is set up on this machine, so the email is listed here instead of being sent.',
  },
  failed: {
    word: 'Failed',
    glyph: '✕',
    tone: 'problem',
    owner: 'TalkingPoints',
    explanation: 'The mail server rejected it permanently.',
  },
};

export function MailStateLabel({ state }: { state: MailState }) {
  return <StatusLabel word={labels[state]} />;
}
