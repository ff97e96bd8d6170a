/**
 * One evening of a district that sends files: they go through the SFTP server, and the run that they make is settled. Stopped in
 * between and called again, it goes on where it was.
 */
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import { instantOf } from '@/lib/core/calendar/zoned-time';
import type { AppContext } from '@/lib/server/app-context';
import type { FileSet } from './day-edits';
import { sendFiles, type SftpAccount } from './send-files';
import {
  moveBack,
  settleRun,
  waitFor,
  waitForState,
  type Approval,
  type SettlingDistrict,
} from './settle-run';

export interface Evening {
  date: PlainDate;
  /** Local time, "HH:MM". */
  sentAt: string;
  files: () => FileSet;
  /** Who approves the roster when it is held; without one it stays held. */
  approval?: Approval;
}

export interface PlayingDistrict extends SettlingDistrict {
  quietSeconds: number;
  incompleteAfterSeconds: number;
  account: SftpAccount;
}

const ARRIVAL_MS = 3600_000;

export async function playEvening(
  ctx: AppContext,
  district: PlayingDistrict,
  evening: Evening,
): Promise<void> {
  const { date, sentAt: time, files, approval } = evening;
  const sentAt = instantOf(date, time, district.timeZone);
  const known = await findRunSentAt(ctx, district, sentAt);
  if (known?.isOver) return;
  const runId = known?.id ?? (await send(ctx, district, files(), sentAt));
  await settleRun(ctx, district, runId, {
    checkedAt(state) {
      const { quietSeconds, incompleteAfterSeconds } = district;
      const seconds = state === 'INCOMPLETE' ? incompleteAfterSeconds : quietSeconds;
      return new Date(sentAt.getTime() + seconds * 1000);
    },
    approval,
  });
}

/** The run of files sent before an interruption. It is over when its end has been dated back as well. */
async function findRunSentAt(
  ctx: AppContext,
  { tenantId, connectionId, playedSince }: PlayingDistrict,
  sentAt: Date,
): Promise<{ id: number; isOver: boolean } | null> {
  const run = await ctx.db.prisma.syncRun.findFirst({
    where: {
      tenantId,
      connectionId,
      lastArrivalAt: { gte: sentAt, lt: new Date(sentAt.getTime() + ARRIVAL_MS) },
    },
    orderBy: { id: 'desc' },
    select: { id: true, finishedAt: true },
  });
  return run && { id: run.id, isOver: run.finishedAt !== null && run.finishedAt < playedSince };
}

/** Sends the files and lets the quiet period pass by moving their arrival back. */
async function send(
  ctx: AppContext,
  district: PlayingDistrict,
  files: FileSet,
  sentAt: Date,
): Promise<number> {
  await sendFiles(district.account, files);
  const runId = await waitFor('The worker does not take up the files that were sent.', () =>
    findWholeSet(ctx, district, files.size),
  );
  await moveBack(ctx, district, sentAt);
  await ctx.db.pool.query(`SELECT pg_notify('connector_work', 'demo')`);
  await waitForState(ctx, { id: runId, tenantId: district.tenantId }, (now) => now !== 'RECEIVING');
  return runId;
}

async function findWholeSet(
  ctx: AppContext,
  { tenantId, connectionId, playedSince }: PlayingDistrict,
  fileCount: number,
): Promise<number | null> {
  const run = await ctx.db.prisma.syncRun.findFirst({
    where: { tenantId, connectionId, state: 'RECEIVING', lastArrivalAt: { gte: playedSince } },
    select: {
      id: true,
      _count: { select: { deliveries: { where: { state: 'RECEIVED', replacedById: null } } } },
    },
  });
  return run && run._count.deliveries === fileCount ? run.id : null;
}
