// npm run bench [-- --students 500000 --folder DIR | --only PART]: a synthetic district through the real worker and a
// real PostgreSQL: first load, a next day with 1 % change, the same bytes again, the same day in another order, the
// roster explorer on it, a school year of attendance, applied runs taken back, attendance files of 60 MB, the overview of
// 5,000 districts, the search, a pull of the district from an API, 300 pulls from slow servers, and 200 SFTP sessions at once. One JSON line per case; those of roster files beside a yardstick (roster-cases.ts).
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { Command, Option } from 'commander';
import { measureAttendance } from './attendance';
import { measureAttendanceFiles } from './attendance-file';
import { measureExplorer } from './explorer';
import { createDays, NODE_ARGS } from './files';
import { print } from './numbers';
import { measureOverview } from './overview';
import { createConnection, settle, startProduct, type Product } from './product';
import { load, measurePromotion, measureRosterCases, measureSmallDistrict } from './roster-cases';
import { measurePull, measureSlowPulls } from './pulls';
import { measureSearch } from './search';
import { measureUndo } from './undo';

const PARTS = [
  'cases',
  'promotion',
  'small',
  'undo',
  'attendance-file',
  'overview',
  'search',
  'sftp',
  'sftp-upload',
  'arrival',
  'pull',
  'slow-pulls',
] as const;

const program = new Command()
  .option('--students <count>', 'size of the district', '500000')
  .option('--folder <dir>', 'where to work; its synthetic files stay and are taken again', '')
  .addOption(
    new Option('--only <part>', 'this part alone: the cases of roster files, …').choices(PARTS),
  )
  .parse();
const {
  students,
  folder: namedFolder,
  only,
} = program.opts<{ students: string; folder: string; only?: (typeof PARTS)[number] }>();
const log = (text: string): void => void process.stderr.write(`${text}\n`);
const folder = namedFolder
  ? path.resolve(namedFolder)
  : await mkdtemp(path.join(os.tmpdir(), 'connector-bench-'));
await mkdir(folder, { recursive: true });

try {
  if (only === undefined || only === 'cases')
    await withProduct(async (product) => {
      await createDays(folder, students, log);
      const { ctx } = product;
      const connection = await createConnection(ctx, 'bench');
      for await (const line of measureRosterCases(product, connection, folder, log)) print(line);
      if (only === 'cases') return;
      for (const line of await measureExplorer(ctx, connection.tenantId)) print(line);
      for await (const line of measureAttendance(ctx, connection, log)) print(line);
    });
  if (only === undefined || only === 'promotion')
    await withProduct(async (product) => {
      await createDays(folder, students, log, ['first', 'churn', 'promoted']);
      const connection = await createConnection(product.ctx, 'bench');
      print(await measurePromotion(product, connection, folder, log));
    });
  if (only === undefined || only === 'small')
    await withProduct(async (product) => {
      const small = path.join(folder, 'small');
      await mkdir(small, { recursive: true });
      await createDays(small, '300', log);
      const connection = await createConnection(product.ctx, 'bench-small');
      for await (const line of measureSmallDistrict(product, connection, small)) print(line);
    });
  if (only === undefined || only === 'undo')
    await withProduct(async (product) => {
      await createDays(folder, students, log);
      const connection = await createConnection(product.ctx, 'bench');
      for await (const line of measureUndo(product, connection, folder, log)) print(line);
    });
  // A database and a worker of their own each: nothing else must be at work beside what is measured.
  if (only === undefined || only === 'attendance-file')
    await withProduct(async (product) => {
      for await (const line of measureAttendanceFiles(product, folder, log)) print(line);
    });
  if (only === undefined || only === 'overview')
    for (const districts of [500, 5_000])
      await withProduct(async ({ ctx }) => {
        for await (const line of measureOverview(ctx, districts, log)) print(line);
      });
  if (only === undefined || only === 'search')
    await withProduct(async (product) => {
      await createDays(folder, students, log, ['first']);
      const connection = await createConnection(product.ctx, 'bench');
      log('Loading: first …');
      await load(product, connection, path.join(folder, 'first'), 'first');
      await settle(product.ctx);
      for await (const line of measureSearch(product.ctx, connection, 'bench', log)) print(line);
    });
  if (only === undefined || only === 'pull')
    for await (const line of measurePull(path.join(folder, 'data'), students, log)) print(line);
  if (only === undefined || only === 'slow-pulls')
    print(await measureSlowPulls(path.join(folder, 'data'), log));
  if (only === undefined || only === 'sftp')
    await measureSftp('bench/sftp.ts', 'Sending over 200 SFTP sessions at once …');
  // Only where it is asked for: a minute of waiting, and it wants OpenSSH's sftp.
  if (only === 'arrival')
    await measureSftp('bench/arrival.ts', 'Sending files and reading the stream of their page …');
  // Only where it is asked for: it wants OpenSSH's server, which not every machine has.
  if (only === 'sftp-upload')
    await measureSftp('bench/sftp-upload.ts', 'Sending a file to our server and to OpenSSH’s …');
} finally {
  if (!namedFolder) await rm(folder, { recursive: true, force: true });
}

async function withProduct(measure: (product: Product) => Promise<void>): Promise<void> {
  const product = await startProduct(path.join(folder, 'data'), log);
  try {
    await measure(product);
  } finally {
    await product.stop();
  }
}

async function measureSftp(script: string, doing: string): Promise<void> {
  log(doing);
  const { stdout } = await promisify(execFile)(process.execPath, [...NODE_ARGS, script]);
  process.stdout.write(stdout);
}
