// Files as they lie together somewhere: those of a roster are checked as a set, attendance and calendar files each by itself.
import { feedOfFile } from '../feeds/feed-of-file';
import type { PlainDate } from '../calendar/plain-date';
import type { IssueGroup } from '../issues';
import type { Refused } from '../refusals/catalogue';
import { checkDailyFile, type CheckedDailyFile } from './check-daily-file';
import { checkSet, type SetOutcome } from './check-set';
import { settingsOfChoices, type ReadingChoices } from './reading-choices';
import { TooLargeError } from './set-in-memory';
import {
  MOST_BYTES_IN_MEMORY,
  MOST_ROWS_IN_MEMORY,
  type CheckedFile,
  type CheckSetOptions,
  type GivenFile,
} from './set-to-check';

export interface FilesToCheck {
  /** Null: there is no roster here, and none is missed. */
  roster: readonly GivenFile[] | null;
  daily: readonly { file: GivenFile; feed: 'ATTENDANCE' | 'CALENDAR' }[];
  /** Names that no feed is for. */
  notRead: readonly string[];
}

export type CheckedFiles =
  | {
      ok: true;
      roster: { outcome: SetOutcome; files: CheckedFile[]; issues: readonly IssueGroup[] } | null;
      daily: CheckedDailyFile[];
      notRead: readonly string[];
    }
  | Refused<'NOTHING_TO_CHECK'>
  | Refused<'SET_TOO_LARGE'>
  | Refused<'SET_OF_CHANGES'>;

/** By their names, as when they arrive. */
export function sortFiles(files: readonly GivenFile[]): FilesToCheck {
  const roster: GivenFile[] = [];
  const daily: { file: GivenFile; feed: 'ATTENDANCE' | 'CALENDAR' }[] = [];
  const notRead: string[] = [];
  for (const file of [...files].sort((a, b) => (a.fileName < b.fileName ? -1 : 1))) {
    const feed = feedOfFile(file.fileName);
    if (feed === 'ROSTER') roster.push(file);
    else if (feed === 'ATTENDANCE' || feed === 'CALENDAR') daily.push({ file, feed });
    else notRead.push(file.fileName);
  }
  return { roster: roster.length > 0 ? roster : null, daily, notRead };
}

export async function checkFiles(
  { roster, daily, notRead }: FilesToCheck,
  choices: ReadingChoices & { today: PlainDate },
  options: CheckSetOptions = {},
): Promise<CheckedFiles> {
  if (roster === null && daily.length === 0) return { ok: false, code: 'NOTHING_TO_CHECK' };
  const set = roster ? await checkSet(roster, settingsOfChoices(choices), options) : null;
  if (set && !set.ok) return set;
  const { acceptsUsDates = false, today } = choices;
  const checked: CheckedDailyFile[] = [];
  try {
    for (const { file, feed } of daily)
      checked.push(await checkDailyFile(file, feed, { acceptsUsDates, today }, options.bytes));
  } catch (error) {
    if (!(error instanceof TooLargeError)) throw error;
    return {
      ok: false,
      code: 'SET_TOO_LARGE',
      rowLimit: MOST_ROWS_IN_MEMORY,
      byteLimit: MOST_BYTES_IN_MEMORY,
    };
  }
  return {
    ok: true,
    roster: set && { outcome: set.outcome, files: set.files, issues: set.issues },
    daily: checked,
    notRead,
  };
}
