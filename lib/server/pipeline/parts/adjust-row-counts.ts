/** What a file's accounting needs of its reading. */
interface RowTotals {
  rowsAccepted: number;
  rowsRejected: number;
  rowsIgnored: number;
}

/** Keeps rows read = accepted + rejected + ignored when a check takes rows back out. */
export function adjustRowCounts(
  reading: RowTotals | null | undefined,
  { rejected, ignored }: { rejected: number; ignored: number },
): void {
  if (!reading) return;
  reading.rowsAccepted -= rejected + ignored;
  reading.rowsRejected += rejected;
  reading.rowsIgnored += ignored;
}
