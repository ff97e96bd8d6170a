import type { StatusLabel as Word } from '@/lib/core/sync-run/status-labels';
import { StatusLabel } from './status-label';

export type InvitationState = 'sent' | 'opened' | 'verified' | 'expired' | 'revoked';

const labels: Record<InvitationState, Word> = {
  sent: {
    word: 'Sent',
    glyph: '→',
    tone: 'neutral',
    owner: 'district',
    explanation: 'The email is on its way. The link has not been opened.',
  },
  opened: {
    word: 'Opened',
    glyph: '◔',
    tone: 'active',
    owner: 'district',
    explanation: 'The link was opened by the person or by a mail scanner.',
  },
  verified: {
    word: 'Verified',
    glyph: '✓',
    tone: 'good',
    owner: 'nobody',
    explanation: 'The person signed in with a code.',
  },
  expired: {
    word: 'Expired',
    glyph: '⌛',
    tone: 'problem',
    owner: 'TalkingPoints',
    explanation: 'The link expired before it was used. Send it again.',
  },
  revoked: {
    word: 'Revoked',
    glyph: '⊘',
    tone: 'neutral',
    owner: 'nobody',
    explanation: 'The invitation was revoked, and its link no longer works.',
  },
};

export function InvitationStateLabel({ state }: { state: InvitationState }) {
  return <StatusLabel word={labels[state]} />;
}
