/** Writes one day of a synthetic district to a folder, or as one zip file; or a small district's week of odd forms. */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { setFlagsFromString } from 'node:v8';

import { Command, InvalidArgumentError, Option } from 'commander';
import { ZipFile } from 'yazl';

import { dayFiles, type ExportOptions } from '@/lib/synthetic/day-files';
import {
  type Change,
  CHANGE_KINDS,
  createDistrict,
  DATA_FILES,
  type DataFile,
  type Day,
  nextDay,
} from '@/lib/synthetic/district';
import { createOddWeek } from '@/lib/synthetic/odd/odd-week';
import { writeOddWeek } from '@/lib/synthetic/odd/write-odd-week';
import { writeDay, type WrittenFile } from '@/lib/synthetic/write-day';

interface Flags {
  students: number;
  seed: string;
  out: string;
  name?: string;
  schoolYear: number;
  startDate?: string;
  date?: string;
  day: Change[];
  delta: boolean;
  manifestAbsent: DataFile[];
  zip: boolean;
  odd: boolean;
  without: string[];
  json: boolean;
}

// Rows are strings that die at once; left alone, V8 lets their nursery grow to 128 MB.
setFlagsFromString('--semi-space-growth-factor=1');

const command = new Command('simulate')
  .description('Write one day of a synthetic OneRoster 1.1 district')
  .requiredOption('--out <path>', 'folder to write to, or the zip file with --zip')
  .option('--students <count>', 'students on the first day', wholeNumber, 1200)
  .option('--seed <text>', 'the same seed gives the same bytes', 'lakeview')
  .option('--name <text>', 'name of the district')
  .option('--school-year <year>', 'year in which the first school year ends', wholeNumber, 2027)
  .option('--start-date <date>', 'first day of the first school year')
  .option('--date <date>', 'date of the first export')
  .option(
    '--day <change>',
    `one more day, repeatable: ${CHANGE_KINDS.map(kebab).join(', ')}; churn:0.05 and truncated:0.5 take a share, lost-school:0024 a school`,
    (text: string, days: Change[]) => [...days, parseChange(text)],
    [],
  )
  .option('--delta', 'only what changed since the day before', false)
  .addOption(
    new Option('--manifest-absent <file...>', 'leave files out, called absent in the manifest')
      .choices(DATA_FILES)
      .default([]),
  )
  .option('--zip', 'write one zip file', false)
  .option('--odd', 'a small district and a week of attendance in every odd form', false)
  .option('--without <kind...>', 'odd forms to leave out', [])
  .option('--json', 'one JSON line per file; with --odd what is right, as in expected.json', false);

const flags = command.parse().opts<Flags>();
try {
  await (flags.odd ? simulateOddWeek() : simulate());
} catch (error) {
  // A district or a day that cannot be: the sentence says why, the stack would not help.
  if (!(error instanceof RangeError)) throw error;
  command.error(`error: ${error.message}`);
}

async function simulate(): Promise<void> {
  const first = createDistrict(flags);
  const day = flags.day.reduce<Day>((previous, change) => nextDay(previous, change), first);
  const options: ExportOptions = { delta: flags.delta, absent: flags.manifestAbsent };
  const started = performance.now();
  const write = flags.zip ? zipDay : writeDay;
  const files = await write(day, flags.out, options);
  report(day, files, (performance.now() - started) / 1000);
}

async function simulateOddWeek(): Promise<void> {
  const week = await createOddWeek(flags);
  const text = await writeOddWeek(week, flags.out);
  if (flags.json) {
    process.stdout.write(text);
    return;
  }
  for (const step of week.steps)
    if (step.kind === 'mapping') console.log(`${step.at}  "${step.text}" is ${step.category}`);
    else
      console.log(
        `${step.at}  ${step.kind}: ${step.uploads.map(({ name }) => name).join(', ')} (${step.outcome})`,
      );
  console.log(`${week.kinds.length} kinds of odd forms; expected.json says what is right.`);
}

async function zipDay(day: Day, path: string, options: ExportOptions): Promise<WrittenFile[]> {
  const zip = new ZipFile();
  const stored = pipeline(zip.outputStream, createWriteStream(path));
  const mtime = new Date(`${day.date}T06:00:00Z`);
  const written: WrittenFile[] = [];
  for (const file of dayFiles(day, options)) {
    const content = Readable.from(file.chunks);
    zip.addReadStream(content, file.name, { mtime });
    await finished(content);
    written.push({ name: file.name, rowCount: file.rowCount, byteCount: file.byteCount });
  }
  zip.end();
  await stored;
  return written;
}

function report(day: Day, written: readonly WrittenFile[], seconds: number): void {
  if (flags.json) {
    for (const file of written) console.log(JSON.stringify(file));
    return;
  }
  for (const file of written)
    console.log(
      `${file.name.padEnd(22)}${file.rowCount.toLocaleString('en-US').padStart(12)} rows${file.byteCount.toLocaleString('en-US').padStart(15)} bytes`,
    );
  const bytes = written.reduce((total, file) => total + file.byteCount, 0);
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(
    `${day.date}: ${bytes.toLocaleString('en-US')} bytes in ${seconds.toFixed(1)} s, at most ${peak} MB of memory`,
  );
}

function kebab(kind: string): string {
  return kind.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function parseChange(text: string): Change {
  const [name = '', value] = text.split(':');
  const kind = CHANGE_KINDS.find((candidate) => kebab(candidate) === name || candidate === name);
  if (!kind) throw new InvalidArgumentError(`Not a kind of day: ${name}`);
  if (value === undefined) return { kind };
  if (kind === 'churn' || kind === 'truncated') return { kind, share: fraction(value) };
  if (kind === 'lostSchool') return { kind, schoolSourcedId: value };
  throw new InvalidArgumentError(`${name} takes no value`);
}

function fraction(text: string): number {
  const value = Number(text);
  if (!(value >= 0 && value <= 1)) throw new InvalidArgumentError('A share is between 0 and 1');
  return value;
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('A whole number is needed');
  return Number(text);
}
