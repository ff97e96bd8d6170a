// Files on somebody's disk, checked as a first run would check them: no Connector, no database and no district is needed.
import path from 'node:path';
import type { Command } from 'commander';
import { problemOfArchive } from '@/lib/core/archive/archive-entry';
import { localDate } from '@/lib/core/calendar/zoned-time';
import { checkFiles } from '@/lib/core/check-set/check-files';
import { linesOf, problemOf, reportOf, type ReportedLine } from '@/lib/core/check-set/check-report';
import type { CheckedFile } from '@/lib/core/check-set/set-to-check';
import { nodeBytes } from '@/lib/server/text/node-bytes';
import type { RunAlone } from '../command-context';
import { EXIT, refuse, type Outcome } from '../outcome';
import { addReadingOptions, type ReadingOptions } from '../reading-options';
import { openSetOnDisk } from '../set-on-disk';
import { rowsText } from '../text';

interface CheckOptions extends ReadingOptions {
  withoutManifest?: boolean;
  lines?: boolean;
}

export function addCheckCommand(program: Command, runAlone: RunAlone): void {
  addReadingOptions(
    program
      .command('check')
      .argument('<set>', 'a folder with CSV files, or a .zip archive of a roster')
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
  const today = localDate(new Date(), Intl.DateTimeFormat().resolvedOptions().timeZone);
  const checked = await checkFiles(
    onDisk,
    { ...options, today },
    { bytes: nodeBytes, found: onDisk.found, problemOf: problemOfArchive },
  );
  if (!checked.ok) return refuse(checked);
  const { outcome, isGood, verdicts, files, attendance, notRead, groups } = reportOf(checked);
  const message = verdicts.join(' ');
  const problems = options.lines ? groups.flatMap(linesOf) : groups.map(problemOf);
  return {
    exitCode: isGood ? EXIT.done : EXIT.refused,
    data: { outcome, files, attendance, problems, notRead, message },
    text: [
      filesText(files),
      options.lines
        ? groups.flatMap(linesOf).map(lineText).join('\n') || 'No problems.'
        : rowsText(
            groups.map((group) => ({ ...problemOf(group) })),
            ['level', 'fileName', 'code', 'count', 'message', 'fix'],
            'No problems.',
          ),
      ...(notRead.length > 0 ? [`Not checked: ${notRead.join(', ')}`] : []),
      verdicts.join('\n'),
    ].join('\n\n'),
  };
}

function filesText(files: readonly CheckedFile[]): string {
  const columns = ['fileName', 'rowsRead', 'rowsAccepted', 'rowsRejected', 'rowsIgnored'];
  return rowsText(
    files.map((file) => ({ ...file })),
    columns,
    'No file was read.',
  );
}

function lineText({ fileName, line, column, code, message, fix }: ReportedLine) {
  const place = [fileName, line, column].filter((part) => part !== null && part !== '').join(':');
  return `${place}  ${code}  ${message} ${fix}`;
}
