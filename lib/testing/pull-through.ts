// A pull from its beginning to its end by the clock of a test: what waits is gone on with when its time has come.
import type { AppContext } from '@/lib/server/app-context';
import { workOnRuns } from '@/lib/server/jobs/handlers/work-on-runs';
import type { ApiLimits } from '@/lib/server/intake/api/http/request';
import { askForPull } from '@/lib/server/pulls/commands/ask-for-pull';
import { findPull, type PullDetails } from '@/lib/server/pulls/queries/list-pulls';
import { assembleSyncRuns } from '@/lib/server/sync-runs/assemble';
import { pullWorkerFor, type ApiDistrict } from './api-district';
import type { TestClock } from './database';

/** Time moves when a test says so. */
export type ClockedContext = AppContext & { clock: TestClock };

/** More than any pull may take, waits included. */
const MOST_TURNS = 60;

export interface Through extends PullDetails {
  /** How often it was taken up. */
  turns: number;
  /** Why it waited, turn by turn. */
  troubles: (string | null)[];
}

export async function pullThrough(
  ctx: ClockedContext,
  { tenantId, connectionId, actor }: ApiDistrict,
  purpose: 'UPDATE' | 'PREVIEW' = 'UPDATE',
  limits?: Partial<ApiLimits>,
): Promise<Through> {
  const asked = await askForPull(ctx, actor, tenantId, { connectionId, purpose });
  if (!asked.ok) throw new Error(asked.code);
  return goThrough(ctx, { tenantId, number: asked.number }, limits);
}

/** Of a pull that is open. */
export async function goThrough(
  ctx: ClockedContext,
  { tenantId, number }: { tenantId: number; number: number },
  limits?: Partial<ApiLimits>,
): Promise<Through> {
  const troubles: (string | null)[] = [];
  for (let turns = 1; turns <= MOST_TURNS; turns += 1) {
    await takeTurn(ctx, limits);
    const pull = await requirePull(ctx, tenantId, number);
    if (!isOpen(pull)) return { ...pull, turns, troubles };
    troubles.push(pull.troubleCode);
    if (pull.nextAttemptAt > ctx.clock.now()) ctx.clock.set(pull.nextAttemptAt);
  }
  throw new Error(
    `the pull has no end: ${JSON.stringify(await requirePull(ctx, tenantId, number))}`,
  );
}

/** Everything that is due, by a worker of its own. */
export async function takeTurn(ctx: AppContext, limits?: Partial<ApiLimits>): Promise<void> {
  const worker = pullWorkerFor(ctx, limits);
  await worker.takeUpDue(ctx);
  await worker.idle();
  await worker.stop();
}

const isOpen = ({ state, purpose, handedOverAt }: PullDetails): boolean =>
  state === 'PLANNED' ||
  state === 'PULLING' ||
  (state === 'COMPLETE' && purpose === 'UPDATE' && handedOverAt === null);

async function requirePull(
  ctx: AppContext,
  tenantId: number,
  number: number,
): Promise<PullDetails> {
  const pull = await findPull(ctx, tenantId, number);
  if (!pull) throw new Error(`there is no pull ${number}`);
  return pull;
}

/** Checks what pulls handed over, until nothing is due. */
export async function checkHandedOver(ctx: AppContext): Promise<void> {
  await assembleSyncRuns(ctx);
  await workOnRuns(ctx);
}
