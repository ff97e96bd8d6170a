// A file without rows that is meant: two people say so about exactly these bytes, and one set of files is read so.
// It lets no change pass: what follows from it is held (pipeline/prior-decisions.ts).
import { emptyFileExpiresAt, mayReadAsEmpty } from '@/lib/core/circuit-break/empty-file';
import { secondPersonAnswer } from '@/lib/core/review/second-person';
import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../app-context';
import { recordAudit } from '../audit/record';
import type { Transaction } from '../db';
import { type AllowanceRow, select, findEmptyFiles } from './empty-file-allowances';

export type AskRefusal =
  /** Two people have to say it, and the one who does cannot be told apart, or may not decide. */
  | 'PERSON_REQUIRED'
  | 'RUN_NOT_FOUND'
  | 'REASON_REQUIRED'
  /** The run was not refused because this file has no rows. */
  | 'NOT_EMPTY'
  /** The run had other bytes in this file than the ones that were named. */
  | 'OTHER_BYTES'
  /** The file came with rows since. */
  | 'OUTDATED'
  /** Somebody said so already; it waits for a second person, or for the file. */
  | 'ALREADY_ASKED';

/** The first of two people: nothing is read differently before somebody else confirms. */
export async function askForEmptyFile(
  ctx: AppContext,
  actor: Actor,
  input: { tenantId: number; runId: number; fileName: string; sha256: string; reason: string },
): Promise<{ ok: true; id: number; expiresAt: Date } | Refused<AskRefusal>> {
  const { tenantId, runId, fileName, sha256 } = input;
  const reason = input.reason.trim();
  const now = ctx.clock.now();
  return ctx.db.prisma.$transaction(async (tx) => {
    const run = await tx.syncRun.findUnique({
      where: { tenantId_id: { tenantId, id: runId } },
      select: { connectionId: true },
    });
    if (!run) return { ok: false, code: 'RUN_NOT_FOUND' } as const;
    if (reason === '') return { ok: false, code: 'REASON_REQUIRED' } as const;
    const [person] = await findDeciders(tx, actor.userId);
    if (!person) return { ok: false, code: 'PERSON_REQUIRED' } as const;
    const { connectionId } = run;
    // One after the other, so that of two people who say the same the second is told.
    await tx.$executeRaw`SELECT 1 FROM connection WHERE id = ${connectionId} FOR UPDATE`;
    const file = (await findEmptyFiles(tx, tenantId, runId)).find(
      (each) => each.fileName === fileName,
    );
    if (!file) return { ok: false, code: 'NOT_EMPTY' } as const;
    if (file.sha256 !== sha256) return { ok: false, code: 'OTHER_BYTES' } as const;
    if (file.hasRowsSince) return { ok: false, code: 'OUTDATED' } as const;
    const refusal = await closeEarlier(tx, { tenantId, connectionId, fileName, sha256, now });
    if (refusal) return { ok: false, code: refusal } as const;
    const expiresAt = emptyFileExpiresAt(now);
    const { id } = await tx.emptyFileAllowance.create({
      data: {
        tenantId,
        connectionId,
        runId,
        fileName,
        sha256,
        reason,
        askedById: person.userId,
        askedAt: now,
        expiresAt,
      },
    });
    await record(tx, actor, 'asked', { id, runId, fileName, sha256 }, tenantId);
    return { ok: true, id, expiresAt } as const;
  });
}

/** What is over makes room; what waits or holds is not said twice. */
async function closeEarlier(
  tx: Transaction,
  {
    now,
    ...same
  }: { tenantId: number; connectionId: number; fileName: string; sha256: string; now: Date },
): Promise<'ALREADY_ASKED' | null> {
  const open = await select(
    tx,
    now,
    `AND a.connection_id = $2 AND a.file_name = $3 AND a.sha256 = $4 AND a.used_by_run_id IS NULL AND a.ended_at IS NULL`,
    same.tenantId,
    same.connectionId,
    same.fileName,
    same.sha256,
  );
  if (open.some(({ state }) => state === 'waiting' || state === 'confirmed'))
    return 'ALREADY_ASKED';
  await tx.emptyFileAllowance.updateMany({
    where: { tenantId: same.tenantId, id: { in: open.map(({ id }) => id) } },
    data: { endedAt: now },
  });
  return null;
}

export type ConfirmRefusal =
  | 'PERSON_REQUIRED'
  | 'ALLOWANCE_NOT_FOUND'
  | 'OTHER_BYTES'
  | 'OUTDATED'
  | 'EXPIRED'
  /** Confirmed, used or taken back already. */
  | 'NOT_WAITING'
  /** You said so yourself: somebody else has to look. */
  | 'SECOND_PERSON_REQUIRED'
  /** One of the two has to be a lead. */
  | 'LEAD_REQUIRED';

/** The second person, who names the bytes they looked at. */
export async function confirmEmptyFile(
  ctx: AppContext,
  actor: Actor,
  { tenantId, id, sha256 }: { tenantId: number; id: number; sha256: string },
): Promise<{ ok: true; expiresAt: Date } | Refused<ConfirmRefusal>> {
  const now = ctx.clock.now();
  return ctx.db.prisma.$transaction(async (tx) => {
    const allowance = await lock(tx, now, tenantId, id);
    if (!allowance) return { ok: false, code: 'ALLOWANCE_NOT_FOUND' } as const;
    if (allowance.sha256 !== sha256) return { ok: false, code: 'OTHER_BYTES' } as const;
    if (allowance.state === 'expired') return { ok: false, code: 'EXPIRED' } as const;
    if (allowance.state === 'outdated') return { ok: false, code: 'OUTDATED' } as const;
    if (allowance.state !== 'waiting') return { ok: false, code: 'NOT_WAITING' } as const;
    const refusal = await refuseSecond(tx, actor, allowance.askedById);
    if (refusal) return { ok: false, code: refusal } as const;
    await tx.emptyFileAllowance.update({
      where: { id },
      data: { confirmedById: actor.userId, confirmedAt: now },
    });
    await record(tx, actor, 'confirmed', allowance, tenantId);
    return { ok: true, expiresAt: allowance.expiresAt } as const;
  });
}

async function refuseSecond(
  tx: Transaction,
  actor: Actor,
  askedById: number,
): Promise<'PERSON_REQUIRED' | 'SECOND_PERSON_REQUIRED' | 'LEAD_REQUIRED' | null> {
  const people = await findDeciders(tx, actor.userId, askedById);
  const self = people.find(({ userId }) => userId === actor.userId);
  if (!self) return 'PERSON_REQUIRED';
  const others = people.filter(({ userId }) => userId !== actor.userId);
  switch (secondPersonAnswer(self, others, true)) {
    case 'decided':
      return null;
    case 'lead-needed':
      return 'LEAD_REQUIRED';
    default:
      return 'SECOND_PERSON_REQUIRED';
  }
}

/** Who of these may decide, and is still with us. */
async function findDeciders(
  tx: Transaction,
  ...userIds: readonly (number | null)[]
): Promise<{ userId: number; isLead: boolean }[]> {
  const people = await tx.user.findMany({
    where: {
      id: { in: userIds.filter((id) => id !== null) },
      disabledAt: null,
      role: { in: ['ADMIN', 'IMPLEMENTATION'] },
    },
    select: { id: true, role: true },
  });
  return people.map(({ id, role }) => ({ userId: id, isLead: role === 'ADMIN' }));
}

/** Takes back what no file was read by yet. */
export async function endEmptyFile(
  ctx: AppContext,
  actor: Actor,
  { tenantId, id }: { tenantId: number; id: number },
): Promise<{ ok: true } | Refused<'ALLOWANCE_NOT_FOUND' | 'ALLOWANCE_OVER'>> {
  const now = ctx.clock.now();
  return ctx.db.prisma.$transaction(async (tx) => {
    const allowance = await lock(tx, now, tenantId, id);
    if (!allowance) return { ok: false, code: 'ALLOWANCE_NOT_FOUND' } as const;
    if (allowance.state !== 'waiting' && allowance.state !== 'confirmed')
      return { ok: false, code: 'ALLOWANCE_OVER' } as const;
    await tx.emptyFileAllowance.update({
      where: { id },
      data: { endedAt: now, endedById: actor.userId },
    });
    await record(tx, actor, 'ended', allowance, tenantId);
    return { ok: true } as const;
  });
}

/**
 * May this run read the file as a full copy without rows? The first run that may uses the allowance up;
 * reading its files again after a crash it finds that it did.
 */
export async function takeAllowance(
  ctx: AppContext,
  run: { id: number; tenantId: number },
  file: { fileName: string; sha256: string },
): Promise<boolean> {
  const { tenantId, id: runId } = run;
  const now = ctx.clock.now();
  return ctx.db.prisma.$transaction(async (tx) => {
    const { connectionId } = await tx.syncRun.findUniqueOrThrow({
      where: { tenantId_id: { tenantId, id: runId } },
      select: { connectionId: true },
    });
    // Taking it back and using it are one after the other.
    await tx.$executeRaw`
      SELECT 1 FROM empty_file_allowance WHERE tenant_id = ${tenantId} AND file_name = ${file.fileName} FOR UPDATE`;
    const known = await select(
      tx,
      now,
      'AND a.connection_id = $2 AND a.file_name = $3',
      tenantId,
      connectionId,
      file.fileName,
    );
    const allowance = known.find((each) => mayReadAsEmpty(each, { ...file, runId }, now));
    if (!allowance) return false;
    if (allowance.usedByRunId !== null) return true;
    await tx.emptyFileAllowance.update({
      where: { id: allowance.id },
      data: { usedByRunId: runId, usedAt: now },
    });
    const worker: Actor = { kind: 'worker', userId: null, sourceAddress: null };
    await record(tx, worker, 'used', { ...allowance, runId }, tenantId);
    return true;
  });
}

async function lock(
  tx: Transaction,
  now: Date,
  tenantId: number,
  id: number,
): Promise<AllowanceRow | undefined> {
  await tx.$executeRaw`SELECT 1 FROM empty_file_allowance WHERE tenant_id = ${tenantId} AND id = ${id} FOR UPDATE`;
  return (await select(tx, now, 'AND a.id = $2', tenantId, id))[0];
}

function record(
  tx: Transaction,
  actor: Actor,
  step: 'asked' | 'confirmed' | 'used' | 'ended',
  { id, runId, fileName, sha256 }: Pick<AllowanceRow, 'id' | 'runId' | 'fileName' | 'sha256'>,
  tenantId: number,
): Promise<void> {
  return recordAudit(tx, actor, {
    action: `empty-file.${step}`,
    tenantId,
    objectType: 'empty-file-allowance',
    objectId: id,
    detail: { runId, fileName, sha256 },
  });
}
