const AGAIN_AFTER_MS = 30_000;

/** False the first time, and then every 30 seconds while it goes on: time to say it. */
export function createLogThrottle(): (what: string, now: Date) => boolean {
  const saidAt = new Map<string, number>();
  return (what, now) => {
    const last = saidAt.get(what);
    if (last !== undefined && now.getTime() - last < AGAIN_AFTER_MS) return true;
    saidAt.set(what, now.getTime());
    return false;
  };
}
