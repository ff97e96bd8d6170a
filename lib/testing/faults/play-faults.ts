// A district receives one day after another while something is broken at a random moment of each; another district
// receives the same days undisturbed. After every fault both hold the same, and in between nobody saw a half.
import { LOCK_SPACES } from '@/lib/server/db/lock-spaces';
import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { AppContext } from '@/lib/server/app-context';
import { requestUndo } from '@/lib/server/sync-runs/commands/request-undo';
import { dayFiles } from '@/lib/synthetic/day-files';
import { createDistrict, nextDay, type Day } from '@/lib/synthetic/district';
import { districtOf } from '../attendance';
import { queueRun } from '../deliver';
import { answerOf, openFile, openSftp, sendFile, signInOrFail } from '../sftp';
import type { FaultBench } from './fault-bench';
import { signatureOf, type Signature } from '../signature';
import type { RunKey } from '@/lib/server/db/roster-tables';
import { ACTOR, attendanceOf, createBenchDistrict, keyOf, type District } from './fault-district';
import { persistently, untilAttendanceRead, untilEnded, workedOnMs } from './fault-waits';

export const FAULT_KINDS = [
  'worker killed',
  'worker frozen and thawed',
  'database restarted',
  'lock session ended',
  'SFTP server killed with an upload open',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface FaultOutcome {
  kind: FaultKind;
  /** Somebody was at the district's files when it happened. */
  isHit: boolean;
  halfStates: number;
  lost: number;
  halfRead: number;
  /** From the fault to the end of everything that had been sent. */
  recoveredMs: number;
  /** What was harmed, in words; empty where nothing was. */
  harm: string[];
}

export const isHarmless = ({ halfStates, lost, halfRead }: FaultOutcome): boolean =>
  halfStates + lost + halfRead === 0;

export interface FaultPlayer {
  play(kind: FaultKind): Promise<FaultOutcome>;
}

export async function createFaultPlayer(
  bench: FaultBench,
  { seed, students }: { seed: string; students: number },
): Promise<FaultPlayer> {
  const { ctx } = bench;
  const random = numbersOf(seed);
  let day = createDistrict({ seed, students });
  const [calm, disturbed] = [await createBenchDistrict(ctx), await createBenchDistrict(ctx)];
  for (const district of [calm, disturbed])
    await untilEnded(ctx, await queueRun(ctx, keyOf(district), dayFiles(day)));
  let date = Date.parse('2026-09-01');

  const send = async (district: District, next: Day, attendance: string): Promise<RunKey> => {
    const run = await queueRun(ctx, keyOf(district), dayFiles(next));
    await districtOf(ctx, district.tenantId, district.connectionId).leave(
      'attendance.csv',
      attendance,
    );
    return run;
  };

  return {
    async play(kind) {
      const before = await signatureOf(ctx, disturbed.tenantId);
      const yesterday = day;
      day = nextDay(day, { kind: 'churn', share: 0.03 });
      date += 24 * 3600_000;
      const attendance = attendanceOf([yesterday, day], new Date(date).toISOString().slice(0, 10));
      const calmRun = await send(calm, day, attendance);
      await untilEnded(ctx, calmRun);
      await untilAttendanceRead(ctx, calm.tenantId);
      const after = await signatureOf(ctx, calm.tenantId);

      const watch = watchSignatures(ctx, disturbed.tenantId);
      let faultAt = 0;
      let isHit = true;
      let halfRead = 0;
      let run: RunKey;
      let thaw = (): void => {};
      if (kind === 'SFTP server killed with an upload open') {
        ({ run, halfRead, faultAt } = await killUpload(bench, disturbed, day));
        await districtOf(ctx, disturbed.tenantId, disturbed.connectionId).leave(
          'attendance.csv',
          attendance,
        );
      } else {
        run = await send(disturbed, day, attendance);
        await untilHeld(ctx, disturbed, run);
        await delay(random() * (await workedOnMs(ctx, calmRun)));
        faultAt = performance.now();
        ({ isHit, thaw } = await strike(bench, disturbed, kind, random));
      }
      await untilEnded(ctx, run);
      await untilAttendanceRead(ctx, disturbed.tenantId);
      const recoveredMs = performance.now() - faultAt;
      thaw();
      const harm = differences('in the end', await signatureOf(ctx, disturbed.tenantId), after);
      // Whoever lost the run is awake again: what it does now must not be written either.
      if (kind === 'worker frozen and thawed' || kind === 'lock session ended')
        harm.push(...(await undoAndApplyAgain(ctx, disturbed, run, { day, before, after })));
      const seen = await watch.stop();
      const halves = seen.filter(
        ({ roster, attendance: events }) =>
          ![before.roster, after.roster].includes(roster) ||
          ![before.attendance, after.attendance].includes(events),
      );
      return {
        kind,
        isHit,
        halfRead,
        recoveredMs,
        lost: harm.length,
        halfStates: halves.length,
        harm: [
          ...harm,
          ...halves.map(
            (each) =>
              `in between: ${JSON.stringify(each)}, neither ${JSON.stringify(before)} nor ${JSON.stringify(after)}`,
          ),
        ],
      };
    },
  };
}

/** The same numbers from 0 to 1 for the same seed. */
function numbersOf(seed: string): () => number {
  let asked = 0;
  return () => {
    asked += 1;
    return createHash('sha256').update(`${seed} ${asked}`).digest().readUInt32BE() / 2 ** 32;
  };
}

function differences(when: string, found: Signature, expected: Signature): string[] {
  return (['roster', 'attendance'] as const)
    .filter((part) => found[part] !== expected[part])
    .map((part) => `${when}: ${part} is ${found[part]}, not ${expected[part]}`);
}

interface Holder {
  pid: number;
  name: string;
}

/** The sessions that hold the district's locks. */
async function holdersOf(ctx: AppContext, { tenantId, connectionId }: District): Promise<Holder[]> {
  const { rows } = await ctx.db.pool.query<Holder>(
    `SELECT l.pid, a.application_name AS name FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
     WHERE l.locktype = 'advisory' AND l.granted
       AND ((l.classid::int, l.objid::int) = ($1, $2) OR (l.classid::int, l.objid::int) = ($3, $4))`,
    [LOCK_SPACES.rosterRuns, connectionId, LOCK_SPACES.attendance, tenantId],
  );
  return rows;
}

function untilHeld(ctx: AppContext, district: District, run: RunKey): Promise<true> {
  return persistently(async () => {
    if ((await holdersOf(ctx, district)).length > 0) return true;
    // Too quick to be seen.
    const { state } = await ctx.db.prisma.syncRun.findUniqueOrThrow({ where: { id: run.id } });
    return state === 'QUEUED' ? null : true;
  });
}

async function strike(
  bench: FaultBench,
  district: District,
  kind: FaultKind,
  random: () => number,
): Promise<{ isHit: boolean; thaw: () => void }> {
  const { ctx } = bench;
  const holders = await persistently(() => holdersOf(ctx, district));
  const isHit = holders.length > 0;
  const atWork = bench
    .workers()
    .find((child) => holders.some(({ name }) => isSessionOf(name, child)));
  const worker = atWork ?? bench.workers()[0];
  if (!worker) throw new Error('no worker runs');
  let thaw = (): void => {};
  switch (kind) {
    case 'worker killed':
      await bench.kill(worker);
      break;
    case 'worker frozen and thawed':
      worker.kill('SIGSTOP');
      thaw = () => void worker.kill('SIGCONT');
      // As if two minutes had passed since its last sign.
      await ctx.db.pool.query(
        `UPDATE process_heartbeat SET seen_at = seen_at - interval '121 seconds'
         WHERE process = 'worker' AND detail->>'sessions' LIKE $1`,
        [`connector ${worker.pid} %`],
      );
      break;
    case 'database restarted':
      await bench.restartDatabase(random() < 0.5 ? 'STOPPED' : 'CRASHED');
      break;
    case 'lock session ended':
      await ctx.db.pool.query('SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) AS pid', [
        holders.map(({ pid }) => pid),
      ]);
      break;
    case 'SFTP server killed with an upload open':
      throw new Error('played elsewhere');
  }
  return { isHit, thaw };
}

const isSessionOf = (name: string, { pid }: ChildProcess): boolean =>
  name.startsWith(`connector ${pid} `);

/** All bytes of a file are written, and the server is gone before the client has closed it; then the set is sent again. */
async function killUpload(bench: FaultBench, district: District, day: Day) {
  const { ctx } = bench;
  const { connectionId } = district;
  const last = await ctx.db.prisma.syncRun.aggregate({
    where: { connectionId },
    _max: { id: true },
  });
  const files = [...dayFiles(day)].map(({ name, chunks }) => ({
    name,
    bytes: Buffer.concat([...chunks]),
  }));
  const { open, handle } = await persistently(async () => {
    const client = await signInOrFail(district.login);
    client.on('error', () => {});
    const open = await openSftp(client);
    const { handle } = await openFile(open, 'users.csv', 'w');
    // The server can be without its database for a moment after the fault before.
    if (!handle) client.end();
    return handle ? { open, handle } : null;
  });
  const users = files.find(({ name }) => name === 'users.csv')?.bytes ?? Buffer.alloc(0);
  // A part of what a client sends in one message at most.
  const piece = 30_000;
  for (let at = 0; at < users.length; at += piece) {
    const length = Math.min(piece, users.length - at);
    await answerOf((done) => open.write(handle, users, at, length, at, done));
  }
  const faultAt = performance.now();
  await bench.kill(bench.sftp());
  const cut = await ctx.db.prisma.delivery.findMany({
    where: { connectionId, fileName: 'users.csv' },
    orderBy: { id: 'desc' },
    take: 1,
  });
  let halfRead = cut[0]?.state === 'RECEIVED' ? 1 : 0;
  // As if the server had been away for half a minute.
  await ctx.db.prisma.delivery.updateMany({
    where: { connectionId, state: 'RECEIVING' },
    data: { touchedAt: new Date(Date.now() - 31_000) },
  });
  await persistently(async () => {
    const { state } = await ctx.db.prisma.delivery.findUniqueOrThrow({
      where: { id: cut[0]?.id ?? 0 },
    });
    return state === 'INCOMPLETE' || state === 'RECEIVED' ? state : null;
  });
  const client = await persistently(() => signInOrFail(district.login));
  client.on('error', () => {});
  const sftp = await openSftp(client);
  for (const { name, bytes } of files) {
    const answer = await sendFile(sftp, name, bytes);
    if (answer !== '') throw new Error(answer);
  }
  client.end();
  const run = await persistently(() =>
    ctx.db.prisma.syncRun.findFirst({
      where: { connectionId, id: { gt: last._max.id ?? 0 }, state: { not: 'RECEIVING' } },
      orderBy: { id: 'desc' },
    }),
  );
  const used = await ctx.db.prisma.delivery.count({
    where: {
      connectionId,
      id: cut[0]?.id ?? 0,
      syncRunId: run.id,
      replacedById: null,
      state: 'RECEIVED',
    },
  });
  if (used > 0) halfRead += 1;
  return { run, halfRead, faultAt };
}

async function undoAndApplyAgain(
  ctx: AppContext,
  district: District,
  run: RunKey,
  { day, before, after }: { day: Day; before: Signature; after: Signature },
): Promise<string[]> {
  const { tenantId } = district;
  const asked = await persistently(() => requestUndo(ctx, ACTOR, run, 'Not meant.'));
  if (!asked.ok) throw new Error(`not undone: ${asked.code}`);
  await persistently(async () => {
    const { undoneAt, undoRequestedAt } = await ctx.db.prisma.syncRun.findUniqueOrThrow({
      where: { id: run.id },
    });
    return undoneAt ?? (undoRequestedAt ? null : new Date(0));
  });
  const undone = await signatureOf(ctx, tenantId);
  await untilEnded(ctx, await queueRun(ctx, keyOf(district), dayFiles(day)));
  const again = await signatureOf(ctx, tenantId);
  // Attendance is not undone with a roster.
  return [
    ...differences('undone', { ...undone, attendance: '' }, { ...before, attendance: '' }),
    ...differences('applied again', { ...again, attendance: '' }, { ...after, attendance: '' }),
  ];
}

function watchSignatures(ctx: AppContext, tenantId: number) {
  const seen = new Map<string, Signature>();
  let isStopped = false;
  const watching = (async () => {
    while (!isStopped) {
      const now = await signatureOf(ctx, tenantId).catch(() => null);
      if (now) seen.set(JSON.stringify(now), now);
      await delay(25);
    }
  })();
  return {
    async stop(): Promise<Signature[]> {
      isStopped = true;
      await watching;
      return [...seen.values()];
    },
  };
}
