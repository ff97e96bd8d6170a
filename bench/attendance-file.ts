// npm run bench -- --only attendance-file: the worker's memory at attendance files of sixty megabytes, one as a district
// sends it (a year to date) and one made to hurt: nothing but quotes that do not match.
import { open } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { addDays } from '@/lib/core/calendar/plain-date';
import { localDate } from '@/lib/core/calendar/zoned-time';
import { attendanceFile, attendanceRows } from '@/lib/synthetic/attendance';
import { createDistrict } from '@/lib/synthetic/district';
import { createDay, keepFile } from './files';
import { round } from './numbers';
import { createConnection, type Connection, type Product } from './product';
import { load } from './roster-cases';

const FILE_BYTES = 60_000_000;
const BAR_MIB = 512;
const PATIENCE_SECONDS = 600;
const STUDENTS = 20_000;
/** Enough for the bytes: nearly everybody has a row every day. */
const DAYS = 90;
const UNFINISHED = ['QUEUED', 'PROCESSING'];

export async function* measureAttendanceFiles(
  product: Product,
  folder: string,
  log: (text: string) => void,
): AsyncGenerator<Record<string, unknown>> {
  const { ctx } = product;
  const connection = await createConnection(ctx, 'bench-attendance');
  const today = localDate(ctx.clock.now(), 'America/Los_Angeles');
  const startDate = addDays(today, -DAYS);
  const schoolYear = String(Number(startDate.slice(0, 4)) + 1);
  const roster = path.join(folder, 'attendance-roster');
  const dates = ['--school-year', schoolYear, '--start-date', startDate, '--date', today];
  await createDay(roster, ['--students', String(STUDENTS), ...dates], log);
  await load(product, connection, roster, 'attendance roster');

  const district = createDistrict({
    seed: 'bench',
    students: STUDENTS,
    schoolYear: Number(schoolYear),
    startDate,
    date: today,
  });
  const yearToDate = function* (): Generator<string> {
    for (let i = DAYS; i > 0; i -= 1) {
      const text = attendanceFile(
        attendanceRows(district, addDays(today, -i), { absentShare: 2.5 }),
      );
      yield i === DAYS ? text : text.slice(text.indexOf('\n') + 1);
    }
  };
  const unmatchedQuotes = function* (): Generator<string> {
    for (;;) yield '"x"y,'.repeat(20_000);
  };
  for (const [name, fileName, pieces] of [
    ['attendance file of 60 MB', 'attendance.csv', yearToDate()],
    ['attendance file of 60 MB, unmatched quotes', 'attendance_quotes.csv', unmatchedQuotes()],
  ] as const) {
    const file = path.join(folder, fileName);
    await writePieces(file, pieces);
    log(`Measuring: ${name} …`);
    yield await measure(product, connection, file, name);
    if (!product.isWorkerUp()) return;
  }
}

async function writePieces(file: string, pieces: Iterable<string>): Promise<void> {
  const handle = await open(file, 'w');
  let written = 0;
  try {
    for (const piece of pieces) {
      const bytes = Buffer.from(piece);
      await handle.writeFile(bytes);
      written += bytes.length;
      if (written >= FILE_BYTES) return;
    }
    throw new Error(`the file has ${written} bytes only`);
  } finally {
    await handle.close();
  }
}

async function measure(
  product: Product,
  { id: connectionId, tenantId }: Connection,
  source: string,
  name: string,
): Promise<Record<string, unknown>> {
  const { ctx } = product;
  const kept = await keepFile(ctx, source, path.basename(source), name);
  product.resetPeakMemory();
  const startedAt = performance.now();
  const seconds = (): number => (performance.now() - startedAt) / 1000;
  const { id: deliveryId } = await ctx.db.prisma.delivery.create({
    data: {
      ...kept,
      tenantId,
      connectionId,
      state: 'RECEIVED',
      sourceAddress: '127.0.0.1',
      receivedAt: ctx.clock.now(),
    },
  });
  const find = () =>
    ctx.db.prisma.attendanceRun.findUnique({
      where: { deliveryId },
      select: { state: true, rowsRead: true, rowsAccepted: true, eventsAdded: true },
    });
  let peakMiB: number | null = null;
  let run = await find();
  while ((!run || UNFINISHED.includes(run.state)) && seconds() < PATIENCE_SECONDS) {
    // Asked all the time: of a worker that dies its last peak stays.
    peakMiB = product.peakMemory() ?? peakMiB;
    if (!product.isWorkerUp()) break;
    await delay(50);
    run = await find();
  }
  peakMiB = product.peakMemory() ?? peakMiB;
  const state = run?.state ?? 'not taken up';
  const isFinished = product.isWorkerUp() && state !== 'FAILED' && !UNFINISHED.includes(state);
  return {
    case: name,
    seconds: round(seconds()),
    bytes: kept.byteCount,
    ...run,
    state,
    isWorkerUp: product.isWorkerUp(),
    workerPeakMiB: peakMiB,
    barMiB: BAR_MIB,
    isWithinBar: run !== null && isFinished && (peakMiB === null || peakMiB < BAR_MIB),
  };
}
