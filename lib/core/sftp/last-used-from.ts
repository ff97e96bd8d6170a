/** From where the last sign-in came; null before the first, and of one before addresses were kept. */
export function lastUsedFrom(
  credentials: readonly { lastUsedAt: Date | null; lastUsedFrom: string | null }[],
): string | null {
  const [last] = credentials
    .filter(({ lastUsedAt }) => lastUsedAt !== null)
    .sort((one, other) => Number(other.lastUsedAt) - Number(one.lastUsedAt));
  return last?.lastUsedFrom ?? null;
}
