// A report as text for a person who reads it in a terminal or an editor: what became of the files, and what to correct.
// The words of each problem are those of its page; nothing in it names a person.
import { formatNumber, plural } from '../format/numbers';
import { ISSUE_LEVELS, type IssueBand } from '../issues';

export interface ReportedFile {
  fileName: string;
  rowsRead: number;
  rowsAccepted: number;
  rowsRejected: number;
  rowsIgnored: number;
}

export interface ReportedGroup {
  fileName: string;
  band: IssueBand;
  title: string;
  /** Of the first problem of the group. */
  sentence: string;
  fix: string;
  count: number;
  /** Of the first problems, in the order of the file. */
  lines: readonly number[];
}

export interface Report {
  /** "Lakeview Unified, run 1042" */
  title: string;
  /** "Received: Nov 30, 2026, 2:10 AM CST", a line each. */
  facts: readonly (readonly [label: string, value: string])[];
  sentences: readonly string[];
  files: readonly ReportedFile[];
  groups: readonly ReportedGroup[];
  /** Where the same stands in a browser. */
  pageUrl: string;
}

const WIDTH = 78;

/** Lines end as Windows wants them: most of the programs that fetch a report run there, and the others read it too. */
export function reportText(report: Report): string {
  const { title, facts, sentences, files, groups, pageUrl } = report;
  const label = Math.max(...facts.map(([name]) => name.length)) + 2;
  const lines = [
    title,
    '='.repeat(Math.min(WIDTH, [...title].length)),
    '',
    ...facts.map(([name, value]) => `${`${name}:`.padEnd(label)}${value}`),
    '',
    ...sentences.flatMap((sentence) => [...wrapped(sentence), '']),
    ...(files.length > 0 ? [...fileLines(files), ''] : []),
    ...(groups.length > 0 || files.length > 0 ? problemLines(groups) : []),
    `More on the page: ${pageUrl}`,
  ];
  return `${lines.join('\r\n')}\r\n`;
}

const COLUMNS = ['Read', 'Accepted', 'Set aside', 'Ignored'] as const;

function fileLines(files: readonly ReportedFile[]): string[] {
  const name = Math.max('Rows'.length, ...files.map(({ fileName }) => fileName.length)) + 2;
  const row = (first: string, counts: readonly string[]) =>
    `${first.padEnd(name)}${counts.map((count) => count.padStart(12)).join('')}`;
  return [
    row('Rows', COLUMNS),
    ...files.map(({ fileName, rowsRead, rowsAccepted, rowsRejected, rowsIgnored }) =>
      row(fileName, [rowsRead, rowsAccepted, rowsRejected, rowsIgnored].map(formatNumber)),
    ),
  ];
}

function problemLines(groups: readonly ReportedGroup[]): string[] {
  if (groups.length === 0) return ['No problems were found.', ''];
  return groups.flatMap(({ fileName, band, title, sentence, fix, count, lines }) => [
    `${ISSUE_LEVELS[band].label}: ${title} (${fileName === '' ? 'the whole set' : fileName}, ${plural(count, 'time')})`,
    ...wrapped(sentence, '  '),
    ...wrapped(fix, '  '),
    ...(count > 1 && lines.length > 0
      ? wrapped(
          `Lines ${lines.map(formatNumber).join(', ')}${count > lines.length ? ', …' : ''}`,
          '  ',
        )
      : []),
    '',
  ]);
}

/** At blanks; a word that is longer than a line stays whole. */
function wrapped(text: string, indent = ''): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > WIDTH) {
      lines.push(indent + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, indent + line];
}
