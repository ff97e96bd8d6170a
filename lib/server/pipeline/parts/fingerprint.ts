import { createHash } from 'node:crypto';
import { fingerprintInput } from '@/lib/core/circuit-break/fingerprint-input';
import type { PlanGroup } from './plan';

/** Identity of the change set: same baseline and same changes, same fingerprint. */
export function fingerprintOf(baselineRunId: number | null, groups: readonly PlanGroup[]): string {
  const input = fingerprintInput({
    baselineRunId,
    groups: groups.map(({ entity, schoolSourcedId, action, count, hashSum }) => ({
      entity: `${entity}/${schoolSourcedId}`,
      action,
      count,
      hashSum,
    })),
  });
  return createHash('sha256').update(input).digest('hex');
}
