import type { StatusLabel as Word } from '@/lib/core/sync-run/status-labels';
import { StatusLabel } from './status-label';

export type MailState = 'waiting' | 'sent' | 'shown here' | 'failed';

const labels: Record<MailState, Word> = {
  waiting: {
    word: 'Waiting',
    glyph: '◔',
    tone: 'active',
    owner: 'nobody',
    explanation: 'The worker sends it within seconds, or tries again later.',
  },
  sent: {
    word: 'Sent',
    glyph: '✓',
    tone: 'good',
    owner: 'nobody',
    explanation: 'The mail server took it.',
  },
  'shown here': {
    word: 'Shown here',
    glyph: '◉',
    tone: 'neutral',
    owner: 'nobody',
    explanation:
      'No mail server is set on this machine, so the email is listed here instead of being sent.',
  },
  failed: {
    word: 'Failed',
    glyph: '✕',
    tone: 'problem',
    owner: 'TalkingPoints',
    explanation: 'The mail server refused it for good.',
  },
};

export function MailStateLabel({ state }: { state: MailState }) {
  return <StatusLabel word={labels[state]} />;
}
