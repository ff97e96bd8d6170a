// Files on somebody's disk, checked as a first run would check them: no Connector, no database and no district is needed.
import path from 'node:path';
import type { Command } from 'commander';
import {
  ISSUE_BANDS,
  issueBand,
  issueFix,
  issueSentence,
  type CollectedIssue,
  type IssueGroup,
} from '@/lib/core/issues';
import { checkSet, type SetOutcome } from '@/lib/core/check-set/check-set';
import type { CheckedFile } from '@/lib/core/check-set/set-to-check';
import { ArchiveProblemError } from '@/lib/server/storage/zip-archive';
import { nodeBytes } from '@/lib/server/text/node-bytes';
import type { RunAlone } from '../command-context';
import { EXIT, refuse, type Outcome } from '../outcome';
import { addReadingOptions, readingSettings, type ReadingOptions } from '../reading-options';
import { openSetOnDisk } from '../set-on-disk';
import { rowsText } from '../text';

interface CheckOptions extends ReadingOptions {
  withoutManifest?: boolean;
  lines?: boolean;
}

const VERDICTS: Readonly<Record<SetOutcome, string>> = {
  usable: 'A first run would accept this set and hold it until someone approves the first roster.',
  'not ready':
    'A first run would read this set, but the district could not go live with it: fix what is marked golive.',
  unusable:
    'A first run would refuse this set: fix what is marked blocking or file, and export again.',
};

export function addCheckCommand(program: Command, runAlone: RunAlone): void {
  addReadingOptions(
    program
      .command('check')
      .argument('<set>', 'a folder with the CSV files of a set, or a .zip archive of them')
      .description('checks files on this disk as a first run would; nothing is sent or stored')
      .option('--without-manifest', 'the export does not write manifest.csv')
      .option('--lines', 'every saved problem, with its line'),
  ).action((place: string, options: CheckOptions) =>
    runAlone(async ({ folder }) => check(path.resolve(folder, place), options)),
  );
}

async function check(place: string, options: CheckOptions): Promise<Outcome> {
  const onDisk = await openSetOnDisk(place);
  if (!onDisk.ok) return refuse(onDisk);
  const checked = await checkSet(
    onDisk.files,
    { ...readingSettings(options), isManifestRequired: !options.withoutManifest },
    {
      bytes: nodeBytes,
      found: onDisk.found,
      problemOf: (error) => (error instanceof ArchiveProblemError ? error.problem : null),
    },
  );
  if (!checked.ok) return refuse(checked);
  const { outcome, files, issues } = checked;
  const { notRead } = onDisk;
  const groups = [...issues].sort(byGravity);
  const problems = options.lines ? groups.flatMap(linesOf) : groups.map(rowOf);
  return {
    exitCode: outcome === 'unusable' ? EXIT.refused : EXIT.done,
    data: { outcome, files, problems, notRead, message: VERDICTS[outcome] },
    text: [
      filesText(files),
      options.lines
        ? groups.flatMap(linesOf).map(lineText).join('\n') || 'No problems.'
        : rowsText(
            groups.map(rowOf),
            ['level', 'fileName', 'code', 'count', 'message', 'fix'],
            'No problems.',
          ),
      ...(notRead.length > 0 ? [`Not part of a roster: ${notRead.join(', ')}`] : []),
      VERDICTS[outcome],
    ].join('\n\n'),
  };
}

function byGravity(a: IssueGroup, b: IssueGroup): number {
  return (
    ISSUE_BANDS.indexOf(issueBand(a.code)) - ISSUE_BANDS.indexOf(issueBand(b.code)) ||
    b.count - a.count ||
    (a.file < b.file ? -1 : 1)
  );
}

function filesText(files: readonly CheckedFile[]): string {
  const columns = ['fileName', 'rowsRead', 'rowsAccepted', 'rowsRejected', 'rowsIgnored'];
  return rowsText(
    files.map((file) => ({ ...file })),
    columns,
    'No file was read.',
  );
}

/** As `run issues` answers: the problems of a file of one kind. */
function rowOf(group: IssueGroup) {
  const [first = { line: null, column: null, value: null }] = group.stored;
  const issue = issueOf(group, first);
  return {
    fileName: group.file,
    code: group.code,
    level: issueBand(group.code),
    count: group.count,
    kept: group.stored.length,
    message: issueSentence(issue),
    fix: issueFix(issue),
  };
}

function linesOf(group: IssueGroup) {
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

function lineText({
  fileName,
  line,
  column,
  code,
  message,
  fix,
}: ReturnType<typeof linesOf>[number]) {
  const place = [fileName, line, column].filter((part) => part !== null && part !== '').join(':');
  return `${place}  ${code}  ${message} ${fix}`;
}
