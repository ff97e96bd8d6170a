import type { WindowRow } from '@/lib/server/policy/windows';
import { formatPlainDate } from '@/lib/core/calendar/plain-date';
import type { Limits } from '@/lib/server/policy/district-limits';

export const effectLabels = {
  hold: 'Held for review',
  warn: 'Noted only',
  invalid: 'Files are refused',
} as const;

const profileSentences: Readonly<Record<string, string>> = {
  STRICT: 'First 30 days after going live: half of every share.',
  IN_SESSION: 'An ordinary school week.',
  TRANSITION: 'Transition announced by the district: wider limits.',
};

export function profileSentence({ profile, transitionEndDate }: Limits): string {
  const sentence = profileSentences[profile] ?? profile;
  return transitionEndDate
    ? `${sentence} It ends on ${formatPlainDate(transitionEndDate)}.`
    : sentence;
}

export const windowLabels: Record<WindowRow['kind'], string> = {
  TRANSITION: 'Transition: wider limits',
  BLACKOUT: 'Blackout: held once',
};
