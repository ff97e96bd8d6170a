// What a check says, in the same words on a command line and on a page.
import {
  ISSUE_BANDS,
  issueBand,
  issueFix,
  issueKind,
  issueSentence,
  type CollectedIssue,
  type IssueBand,
  type IssueCode,
  type IssueGroup,
} from '../issues';
import type { CheckedFiles } from './check-files';
import type { DailyOutcome } from './check-daily-file';
import type { SetOutcome } from './check-set';
import type { CheckedFile } from './set-to-check';

/** How a level is called where the problems are listed. */
export type NameLevel = (level: IssueBand) => string;

const VERDICTS: Readonly<Record<SetOutcome, (name: NameLevel) => string>> = {
  usable: () =>
    'A first run would accept this set and hold it until someone approves the first roster.',
  'not ready': (name) =>
    `A first run would read this set, but the district could not go live with it: fix what is marked ${name('golive')}.`,
  unusable: (name) =>
    `A first run would refuse this set: fix what is marked ${name('blocking')} or ${name('file')}, and export again.`,
};

const DAILY_VERDICTS: Readonly<Record<DailyOutcome, (name: NameLevel) => string>> = {
  usable: () =>
    'would be read. Its schools and students are looked up in the roster when it arrives.',
  held: () =>
    'would be held because of its name, and was not read: use the name given with the problem.',
  'nothing used': () =>
    'would be read, but no row of it could be used: fix the problems listed for it.',
  unusable: (name) => `would be refused: fix what is marked ${name('file')}, and export it again.`,
};

export interface ReportedProblem {
  fileName: string;
  code: IssueCode;
  level: IssueBand;
  title: string;
  count: number;
  kept: number;
  message: string;
  fix: string;
}

export interface ReportedLine {
  fileName: string;
  line: number | null;
  column: string | null;
  value: string | null;
  code: IssueCode;
  level: IssueBand;
  message: string;
  fix: string;
}

export interface CheckReport {
  /** Null without a roster. */
  outcome: SetOutcome | null;
  /** Whether all of it would be read. */
  isGood: boolean;
  /** One sentence for the roster and one for each attendance or calendar file. */
  verdicts: string[];
  files: CheckedFile[];
  attendance: { fileName: string; outcome: DailyOutcome }[];
  notRead: readonly string[];
  groups: readonly IssueGroup[];
}

export function reportOf(
  { roster, daily, notRead }: Extract<CheckedFiles, { ok: true }>,
  nameLevel: NameLevel = (level) => level,
): CheckReport {
  return {
    outcome: roster?.outcome ?? null,
    isGood: roster?.outcome !== 'unusable' && daily.every(({ outcome }) => outcome === 'usable'),
    verdicts: [
      ...(roster ? [VERDICTS[roster.outcome](nameLevel)] : []),
      ...daily.map(({ file, outcome }) => `${file.fileName} ${DAILY_VERDICTS[outcome](nameLevel)}`),
    ],
    files: [...(roster?.files ?? []), ...daily.map(({ file }) => file)],
    attendance: daily.map(({ file, outcome }) => ({ fileName: file.fileName, outcome })),
    notRead,
    groups: [...(roster?.issues ?? []), ...daily.flatMap(({ issues }) => issues)].sort(byGravity),
  };
}

function byGravity(a: IssueGroup, b: IssueGroup): number {
  return (
    ISSUE_BANDS.indexOf(issueBand(a.code)) - ISSUE_BANDS.indexOf(issueBand(b.code)) ||
    b.count - a.count ||
    (a.file < b.file ? -1 : 1)
  );
}

/** The problems of a file of one kind. */
export function problemOf(group: IssueGroup): ReportedProblem {
  const [first = { line: null, column: null, value: null }] = group.stored;
  const issue = issueOf(group, first);
  return {
    fileName: group.file,
    code: group.code,
    level: issueBand(group.code),
    title: issueKind(group.code).title,
    count: group.count,
    kept: group.stored.length,
    message: issueSentence(issue),
    fix: issueFix(issue),
  };
}

export function linesOf(group: IssueGroup): ReportedLine[] {
  return group.stored.map((each) => {
    const issue = issueOf(group, each);
    const { line, column, value } = each;
    return {
      fileName: group.file,
      line,
      column,
      value,
      code: group.code,
      level: issueBand(group.code),
      message: issueSentence(issue),
      fix: issueFix(issue),
    };
  });
}

function issueOf({ file, code }: IssueGroup, issue: CollectedIssue) {
  return { ...issue, file: file === '' ? null : file, code, params: issue.params ?? {} };
}
