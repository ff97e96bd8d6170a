// Every problem the Connector can report, once: how much it matters, what it does, and the words for it.
// The words are read by a school's tech lead, so they name the place and the cure and blame nobody.
import { ATTENDANCE_DAY_KINDS } from './attendance-day-kinds';
import { ATTENDANCE_FILE_KINDS } from './attendance-file-kinds';
import { ATTENDANCE_ID_KINDS } from './attendance-id-kinds';
import { ATTENDANCE_ROW_KINDS } from './attendance-row-kinds';
import { COLUMN_ISSUE_KINDS } from './column-kinds';
import { DELIVERY_ISSUE_KINDS } from './delivery-kinds';
import { FILE_ISSUE_KINDS } from './file-kinds';
import { HEADER_ISSUE_KINDS } from './header-kinds';
import type { IssueKind } from './kind';
import { RECORD_ISSUE_KINDS } from './record-kinds';
import { ROW_ISSUE_KINDS } from './row-kinds';

export const ISSUE_KINDS = {
  ...DELIVERY_ISSUE_KINDS,
  ...FILE_ISSUE_KINDS,
  ...HEADER_ISSUE_KINDS,
  ...ROW_ISSUE_KINDS,
  ...COLUMN_ISSUE_KINDS,
  ...RECORD_ISSUE_KINDS,
  ...ATTENDANCE_FILE_KINDS,
  ...ATTENDANCE_ROW_KINDS,
  ...ATTENDANCE_ID_KINDS,
  ...ATTENDANCE_DAY_KINDS,
} satisfies Record<string, IssueKind>;

export type IssueCode = keyof typeof ISSUE_KINDS;

export const ISSUE_CODES = Object.keys(ISSUE_KINDS).filter(isIssueCode);

export function isIssueCode(text: string): text is IssueCode {
  return Object.hasOwn(ISSUE_KINDS, text);
}

export function issueKind(code: IssueCode): IssueKind {
  return ISSUE_KINDS[code];
}

/** How a screen groups issues, from what stops the update to what is only said. */
export const ISSUE_BANDS = ['blocking', 'golive', 'file', 'row', 'notice'] as const;
export type IssueBand = (typeof ISSUE_BANDS)[number];

export const ISSUE_LEVELS: Readonly<Record<IssueBand, { label: string; meaning: string }>> = {
  blocking: {
    label: 'Stops this update',
    meaning: 'The files cannot be used as they are. The roster does not change.',
  },
  golive: {
    label: 'Needed before going live',
    meaning: 'The files were read, but this is needed before families can be messaged.',
  },
  file: {
    label: 'One file not used',
    meaning: 'One file was not used. The other files were read.',
  },
  row: {
    label: 'Row set aside',
    meaning: 'These rows were not used. No one is removed because of them.',
  },
  notice: {
    label: 'Good to know',
    meaning: 'None of this stops the update. Each item says what was read and what was not.',
  },
};

export function issueBand(code: IssueCode): IssueBand {
  const { level, effect } = ISSUE_KINDS[code];
  if (effect === 'row' || effect === 'golive') return effect;
  if (level !== 'error') return 'notice';
  return effect === 'file' ? 'file' : 'blocking';
}
