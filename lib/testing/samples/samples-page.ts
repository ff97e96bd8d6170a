// docs/samples.md is prose by people with one marked part per set, which the test writes or compares.
import { format } from 'prettier';
import { issueBand, issueKind, ISSUE_LEVELS, type IssueCode } from '@/lib/core/issues';

export interface SampleOutcome {
  name: string;
  state: string;
  /** Awaited and never sent; only of a set that stayed incomplete. */
  missingFileNames: readonly string[];
  files: readonly {
    fileName: string;
    mode: string | null;
    rowsRead: number;
    rowsAccepted: number;
    rowsRejected: number;
    rowsIgnored: number;
  }[];
  issues: readonly {
    fileName: string;
    code: IssueCode;
    count: number;
    line: number | null;
    column: string | null;
  }[];
}

const PRETTIER = { parser: 'markdown', printWidth: 100 } as const;
const PART = /<!-- outcome of (\S+) -->[\s\S]*?<!-- end of outcome -->/g;
const PROBLEM_ROW = /^\|[^|]*\| `(\w+)` *\|[^|]*\|[^|]*\| (.+?) *\| (.+?) *\|$/gm;

/** The page with the marked parts of these sets; a set it does not know yet comes at the end. */
export async function pageWithOutcomes(
  page: string,
  outcomes: readonly SampleOutcome[],
): Promise<string> {
  const parts = new Map(outcomes.map((outcome) => [outcome.name, partOf(outcome)]));
  const known = page.replace(PART, (part, name: string) => {
    const current = parts.get(name) ?? part;
    parts.delete(name);
    return current;
  });
  const added = [...parts].map(([name, part]) => `\n## ${name}\n\n${part}\n`);
  return format(`${known}${added.join('')}`, PRETTIER);
}

/** The sets the page tells about. */
export function setsOnPage(page: string): string[] {
  return [...page.matchAll(PART)].map((match) => match[1] ?? '');
}

/** The problems of the page's tables with the sentences that stand beside them. */
export function sentencesOnPage(page: string): { code: string; title: string; level: string }[] {
  return [...page.matchAll(PROBLEM_ROW)].map(([, code = '', title = '', level = '']) => ({
    code,
    title,
    level,
  }));
}

function partOf(outcome: SampleOutcome): string {
  const { name, state, missingFileNames, files, issues } = outcome;
  return [
    `<!-- outcome of ${name} -->`,
    `Outcome: **${state}**.${
      missingFileNames.length > 0 ? ` Never sent: ${missingFileNames.join(', ')}.` : ''
    }`,
    table(
      ['File', 'Read as', 'Read', 'Accepted', 'Rejected', 'Ignored'],
      files.map((file) => [
        file.fileName,
        file.mode ?? 'left aside',
        file.rowsRead,
        file.rowsAccepted,
        file.rowsRejected,
        file.rowsIgnored,
      ]),
    ),
    table(
      ['File', 'Code', 'Times', 'First at', 'What it is', 'What it does'],
      issues.map(({ fileName, code, count, line, column }) => [
        fileName,
        `\`${code}\``,
        count,
        [line === null ? '' : `line ${line}`, column ?? '']
          .filter((part) => part !== '')
          .join(', '),
        issueKind(code).title,
        ISSUE_LEVELS[issueBand(code)].label,
      ]),
    ),
    '<!-- end of outcome -->',
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function table(head: readonly string[], rows: readonly (string | number)[][]): string {
  if (rows.length === 0) return '';
  return [
    head,
    head.map((_, column) => (typeof rows[0]?.[column] === 'number' ? '-:' : '-')),
    ...rows,
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}
