import type { Total } from '@/lib/server/roster/page';

/** A count that is shown when it is there; a failure shows where it is awaited, not as one nobody caught. */
export function counting(total: Promise<Total>): Promise<Total> {
  total.catch(() => {});
  return total;
}
