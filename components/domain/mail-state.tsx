import type { StatusWord as Word } from '@/lib/core/sync-run/words';
import { StatusWord } from './status-word';

export type MailState = 'waiting' | 'sent' | 'shown here' | 'failed';

const words: Record<MailState, Word> = {
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

export function MailStateWord({ state }: { state: MailState }) {
  return <StatusWord word={words[state]} />;
}

const kinds: Readonly<Record<string, string>> = {
  invitation: 'Invitation',
  'staff-invitation': 'Staff invitation',
  'invitation-asked': 'New invitation asked for',
  'sign-in-code': 'Sign-in code',
  'credentials-created': 'Password created',
  'credentials-rotated': 'Password replaced',
  'credentials-revoked': 'Password revoked',
  'files-incomplete': 'Files missing',
  'allowance-nearly-used': 'Close to the daily upload limit',
  'run-invalid': 'Files need a fix',
  'run-held': 'Under review',
  'run-rejected': 'Update rejected',
  'update-held': 'District told of a hold',
  'review-second-person': 'Second person needed',
  'review-question': 'Question to the district',
  'review-question-reminder': 'Question, reminder',
  'review-answered': 'District answered',
  'review-assigned': 'Review assigned',
  'review-nag': 'Review reminder',
  'review-overdue': 'Review overdue',
  'review-late': 'Review late, district told',
  'review-expired': 'Review expired',
  'review-over': 'Hold is over',
};

export function mailKindWord(kind: string): string {
  return kinds[kind] ?? kind;
}
