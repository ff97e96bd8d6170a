// What one check of the service answers.
export type CheckStatus = 'ok' | 'warning' | 'failed' | 'unknown';

export interface HealthCheck {
  status: CheckStatus;
  /** One sentence, with what to do where something is wrong. */
  reason: string;
  latencyMs?: number;
  count?: number;
  ageSeconds?: number | null;
  usedPercent?: number | null;
}

const PATIENCE_MS = 10_000;

/** `otherwise` where the answer fails or is late. */
export async function guarded(
  check: () => Promise<HealthCheck>,
  otherwise: HealthCheck,
): Promise<HealthCheck> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<HealthCheck>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), PATIENCE_MS);
  });
  try {
    return await Promise.race([check(), patience]);
  } catch {
    return otherwise;
  } finally {
    clearTimeout(timer);
  }
}
