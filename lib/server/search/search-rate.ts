/** More than anybody types: one search every 120 ms, and then some. */
const MOST = 120;
const WINDOW_MS = 10_000;

/** Holds each person to so many searches in ten seconds, in this process. */
export class SearchRate {
  private readonly askedAt = new Map<number, number[]>();

  /** False where this one is too many; it does not count then. */
  allows(userId: number, now: Date): boolean {
    const since = now.getTime() - WINDOW_MS;
    for (const [id, times] of this.askedAt) {
      if ((times.at(-1) ?? 0) <= since) this.askedAt.delete(id);
    }
    const recent = (this.askedAt.get(userId) ?? []).filter((at) => at > since);
    if (recent.length >= MOST) return false;
    this.askedAt.set(userId, [...recent, now.getTime()]);
    return true;
  }
}
