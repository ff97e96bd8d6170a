import type { AppContext } from '../../app-context';
import { firstSyncGate } from '../../policy/first-sync-gate';
import type { PartEffect } from '../queries/approval-effect';

/**
 * A first roster, and a school that is new or comes back, go in when every criterion of their gate was passed, or waived
 * for exactly these changes. A part without a new school has no gate.
 */
export async function findGateRefusal(
  ctx: Pick<AppContext, 'db'>,
  run: { id: number; tenantId: number },
  effect: PartEffect | null,
): Promise<'GATE_NOT_PASSED' | null> {
  const bringsSchool = effect?.groups.some(
    ({ entity, action, applied }) =>
      entity === 'orgs' && (action === 'ADD' || action === 'REACTIVATE') && applied > 0,
  );
  if (bringsSchool === false) return null;
  const gate = await firstSyncGate(ctx, run.tenantId, run.id);
  return gate.isPassed ? null : 'GATE_NOT_PASSED';
}
