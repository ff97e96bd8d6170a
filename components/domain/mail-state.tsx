import type { StatusLabel as Word } from '@/lib/core/sync-run/status-labels';
import { StatusLabel } from './status-label';

export type MailState =
  'waiting' | 'retrying' | 'sent' | 'delayed' | 'shown here' | 'failed' | 'returned';

const labels: Record<MailState, Word> = {
  waiting: {
    word: 'Waiting',
    glyph: '◔',
    tone: 'active',
    owner: 'nobody',
    explanation:
      'It will be sent within seconds, or in the morning if it is night in the district.',
  },
  retrying: {
    word: 'Will be retried',
    glyph: '◔',
    tone: 'active',
    owner: 'nobody',
    explanation: 'The mail server has not accepted it yet.',
  },
  sent: {
    word: 'Sent',
    glyph: '✓',
    tone: 'good',
    owner: 'nobody',
    explanation: 'The mail server accepted it.',
  },
  delayed: {
    word: 'Delayed',
    glyph: '◔',
    tone: 'active',
    owner: 'nobody',
    explanation: 'The recipient’s mail server has not accepted it yet.',
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
  returned: {
    word: 'Returned',
    glyph: '✕',
    tone: 'problem',
    owner: 'TalkingPoints',
    explanation: 'It was sent and came back.',
  },
};

export const MAIL_STATES: readonly MailState[] = [
  'waiting',
  'retrying',
  'sent',
  'delayed',
  'shown here',
  'failed',
  'returned',
];

export function MailStateLabel({ state }: { state: MailState }) {
  return <StatusLabel word={labels[state]} />;
}
