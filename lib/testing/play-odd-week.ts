// Plays a week of odd forms as a district sends it: over SFTP, at its times, with staff approving what is held. The
// worker's own handlers run in between; time is the test's.
import { instantOf } from '@/lib/core/calendar/zoned-time';
import { mapCategory } from '@/lib/server/attendance/commands/map-category';
import { generatePassword } from '@/lib/server/connections/commands/passwords';
import { startSftpServer } from '@/lib/server/intake/sftp/sftp-server';
import { workOnAttendance } from '@/lib/server/jobs/handlers/work-on-attendance';
import { workOnRuns } from '@/lib/server/jobs/handlers/work-on-runs';
import { firstSyncGate, waiveCriterion } from '@/lib/server/policy/first-sync-gate';
import { approve } from '@/lib/server/reviews/commands/approve';
import { assembleSyncRuns } from '@/lib/server/sync-runs/assemble';
import type { OddWeek } from '@/lib/synthetic/odd/odd-week';
import type { Mapping, Sending, Upload } from '@/lib/synthetic/odd/sending';
import { createConnection, createPerson, createTenant } from './builders';
import type { TestContext } from './database';
import { actorOf, targetOf } from './reviews';
import { answerOf, openSftp, sendFile, signInOrFail, type SftpLogin } from './sftp';

export interface PlayedWeek {
  tenantId: number;
  /** What became of a sending otherwise than is right. */
  differences: string[];
}

const QUIET_SECONDS = 600;
const PAUSE_BEFORE_RENAMING_MS = 2_000;
const UNTIL_FINAL_MS = 120_000;
const MEANINGS = {
  'Unexcused Absence': 'UNEXCUSED_ABSENCE',
  'Excused Absence': 'EXCUSED_ABSENCE',
  Tardy: 'TARDY',
  'Excused Present': 'EXCUSED_PRESENT',
} as const;

export async function playOddWeek(ctx: TestContext, week: OddWeek): Promise<PlayedWeek> {
  const { timeZone } = week;
  ctx.clock.set(instantOf('2026-10-01', '09:00', timeZone));
  const tenant = await createTenant(ctx, { timeZone, ...week.settings });
  const connection = await createConnection(ctx, tenant, { quietSeconds: QUIET_SECONDS });
  const staff = [actorOf(await createPerson(ctx)), actorOf(await createPerson(ctx))] as const;
  const made = await generatePassword(ctx, staff[0], tenant.id, connection.id);
  if (!made.ok) throw new Error(made.code);
  const server = await startSftpServer(ctx);
  const login = {
    port: server.port,
    userName: connection.sftp.userName,
    password: made.password,
  };
  const differences: string[] = [];
  const play = { ctx, tenantId: tenant.id, login, staff, differences };
  try {
    for (const step of week.steps) {
      const [date = '', time = ''] = step.at.split('T');
      ctx.clock.set(instantOf(date, time, timeZone));
      if (step.kind === 'mapping') await mapWord(play, step);
      else if (step.kind === 'roster') await playRoster(play, step);
      else await playDaily(play, step);
    }
  } finally {
    await server.stop();
  }
  return { tenantId: tenant.id, differences };
}

interface Play {
  ctx: TestContext;
  tenantId: number;
  login: SftpLogin;
  staff: readonly [ReturnType<typeof actorOf>, ReturnType<typeof actorOf>];
  differences: string[];
}

async function mapWord({ ctx, tenantId, staff }: Play, { text, category }: Mapping): Promise<void> {
  const meaning = MEANINGS[category as keyof typeof MEANINGS];
  const mapped = await mapCategory(ctx, staff[0], { tenantId, text, meaning });
  if (!mapped.ok) throw new Error(`not mapped: ${mapped.code}`);
}

async function playRoster(play: Play, { at, uploads, outcome }: Sending): Promise<void> {
  const { ctx, tenantId, differences } = play;
  const before = await ctx.db.prisma.syncRun.count({ where: { tenantId } });
  await send(play, uploads);
  await work(ctx);
  ctx.clock.advance((QUIET_SECONDS + 60) * 1000);
  await work(ctx);
  const runs = await ctx.db.prisma.syncRun.findMany({
    where: { tenantId },
    orderBy: { id: 'asc' },
    skip: before,
    select: { id: true, state: true },
  });
  const states = runs.map(({ state }) => state);
  if ((states.join() || 'NOTHING') !== outcome)
    differences.push(`${at} roster: ${states.join() || 'NOTHING'}, right ${outcome}`);
  for (const { id, state } of runs) {
    if (state === 'HELD') await approveHeld(play, id);
    await work(ctx);
    const now = await ctx.db.prisma.syncRun.findUniqueOrThrow({ where: { id } });
    if (now.state !== 'APPLIED') {
      const codes = await ctx.db.prisma.runIssueGroup.findMany({ where: { runId: id } });
      const said = codes.map(({ code, count }) => `${code} ${count}`).join(', ');
      differences.push(`${at} roster: ended ${now.state} (${said})`);
    }
  }
}

async function approveHeld({ ctx, tenantId, staff }: Play, runId: number): Promise<void> {
  const comment = 'expected of this week';
  for (const { outcome, criterion, schoolSourcedId } of (await firstSyncGate(ctx, tenantId, runId))
    .rows)
    if (outcome === 'failed')
      await waiveCriterion(ctx, staff[0], { tenantId, runId, criterion, schoolSourcedId, comment });
  // What one person may not decide alone waits for a second one.
  for (const person of staff) {
    const { state } = await ctx.db.prisma.syncRun.findUniqueOrThrow({ where: { id: runId } });
    if (state !== 'HELD') return;
    const decided = await approve(ctx, person, { ...(await targetOf(ctx, runId)), comment });
    if (!decided.ok) throw new Error(`not approved: ${decided.code}`);
  }
}

async function playDaily(play: Play, { at, uploads, outcome }: Sending): Promise<void> {
  const { ctx, tenantId, differences } = play;
  const before = await ctx.db.prisma.attendanceRun.count({ where: { tenantId } });
  await send(play, uploads);
  await work(ctx);
  ctx.clock.advance(UNTIL_FINAL_MS);
  await work(ctx);
  const runs = await ctx.db.prisma.attendanceRun.findMany({
    where: { tenantId },
    orderBy: { id: 'asc' },
    skip: before,
  });
  const seen = runs.map(({ fileName, state }) => `${fileName} ${state}`).join(', ');
  const right = uploads.map(({ name, renameTo }) => `${renameTo ?? name} ${outcome}`).join(', ');
  if (seen === right) return;
  const groups = await ctx.db.prisma.attendanceIssueGroup.findMany({
    where: { runId: { in: runs.map(({ id }) => id) } },
  });
  const said = groups.map(({ code, count }) => `${code} ${count}`).join(', ');
  differences.push(`${at} daily: ${seen || 'no run'} (${said}), right ${right}`);
}

/** As the worker's loops do, one after the other, until nothing is left. */
async function work(ctx: TestContext): Promise<void> {
  await assembleSyncRuns(ctx);
  await workOnRuns(ctx);
  await workOnAttendance(ctx);
}

async function send({ ctx, login }: Play, uploads: readonly Upload[]): Promise<void> {
  const client = await signInOrFail(login);
  try {
    const sftp = await openSftp(client);
    for (const { name, renameTo, bytes } of uploads) {
      const refused = await sendFile(sftp, name, bytes);
      if (refused) throw new Error(`${name} was refused: ${refused}`);
      ctx.clock.advance(1_000);
      if (renameTo === undefined) continue;
      ctx.clock.advance(PAUSE_BEFORE_RENAMING_MS);
      // The worker looks while the file has its first name.
      await work(ctx);
      const kept = await answerOf((done) => sftp.rename(name, renameTo, done));
      if (kept) throw new Error(`${name} was not renamed: ${kept}`);
    }
  } finally {
    client.end();
  }
}
