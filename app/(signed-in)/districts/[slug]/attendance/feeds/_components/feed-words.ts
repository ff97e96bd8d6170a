// What is said of one file name on one day, in words.
import { minuteLabel } from '@/components/domain/attendance/labels';
import { formatNumber, plural } from '@/lib/core/format/numbers';
import type { StatusLabel as Word } from '@/lib/core/sync-run/status-labels';
import type { Feed } from '@/lib/server/attendance/queries/feed-board';

export const TIMELINESS: Readonly<Record<Feed['timeliness'], Word>> = {
  ON_TIME: look('✓', 'On time', 'good'),
  LATE: look('!', 'Arrived late', 'waiting'),
  EXPECTED: look('◔', 'Expected later', 'neutral'),
  MISSING: look('✕', 'Nothing received', 'problem', 'district'),
  ANOTHER_DAY: look('↷', 'Reported on another day', 'neutral'),
  SCHOOLS_MISSING: look('✕', 'Some schools not reported', 'problem', 'district'),
  NOT_LEARNED: look('○', 'Usual time not known yet', 'neutral'),
  NO_SCHOOL: look('–', 'No school', 'neutral'),
  NONE_EXPECTED: look('–', 'No file expected', 'neutral'),
};

function look(
  glyph: string,
  word: string,
  tone: Word['tone'],
  owner: Word['owner'] = 'nobody',
): Word {
  return { glyph, word, tone, owner, explanation: '' };
}

/** "0 of at least 2 files received; the first usually comes at 9:00 AM; 1 of 3 schools reported." */
export function receivedSentence({ files, expectedFiles, usualMinute, schools }: Feed): string {
  const { inSession, reported } = countSchools(schools);
  const parts = [
    expectedFiles > 0
      ? `${formatNumber(files.length)} of at least ${expectedFiles} files received`
      : `${plural(files.length, 'file')} received, none expected`,
    usualMinute === null ? '' : `the first usually comes at ${minuteLabel(usualMinute)}`,
    inSession > 0 ? `${formatNumber(reported)} of ${plural(inSession, 'school')} reported` : '',
  ];
  return `${parts.filter(Boolean).join('; ')}.`;
}

/** Of a day without files: the schools that what came on another day speaks for. Null where it speaks for none. */
export function anotherDaySentence({ schools }: Feed): string | null {
  const { inSession, reported } = countSchools(schools);
  if (reported === 0) return null;
  return `${formatNumber(reported)} of ${plural(inSession, 'school')} ${reported === 1 ? 'was' : 'were'} reported on another day.`;
}

function countSchools(schools: Feed['schools']): { inSession: number; reported: number } {
  const inSession = schools.filter((school) => school.isInSession);
  return {
    inSession: inSession.length,
    reported: inSession.filter(({ hasFile }) => hasFile).length,
  };
}
