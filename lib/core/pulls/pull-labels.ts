// The mark of a pull: word, glyph and tone, the same in a strip, a list and on its own page.
import type { StatusLabel } from '../format/status-label';
import { PULL_STATUS_LABELS, type PullStatus } from './pull-status';

const LOOKS: Record<PullStatus, Pick<StatusLabel, 'glyph' | 'tone' | 'explanation'>> = {
  PLANNED: { glyph: '◔', tone: 'neutral', explanation: 'It begins within seconds.' },
  READING: { glyph: '…', tone: 'active', explanation: 'Rows are being read, page by page.' },
  WAITING: { glyph: '⏸', tone: 'waiting', explanation: 'It continues automatically.' },
  HANDING_OVER: {
    glyph: '…',
    tone: 'active',
    explanation: 'Everything was read. Files are made of it, to be checked as one run.',
  },
  UPDATE: {
    glyph: '✓',
    tone: 'good',
    explanation: 'Everything was read, and went on to be checked.',
  },
  NO_CHANGES: {
    glyph: '=',
    tone: 'good',
    explanation: 'Changes alone were asked for, and there were none.',
  },
  PREVIEW: {
    glyph: '○',
    tone: 'neutral',
    explanation: 'Everything was read. Nothing changes until someone uses it.',
  },
  FAILED: {
    glyph: '✕',
    tone: 'problem',
    explanation: 'It could not be read to its end. None of its rows were used.',
  },
  CANCELED: {
    glyph: '–',
    tone: 'neutral',
    explanation: 'Someone ended it. None of its rows were used.',
  },
};

export const pullLabel = (status: PullStatus): StatusLabel => ({
  word: PULL_STATUS_LABELS[status],
  owner: 'nobody',
  ...LOOKS[status],
});
