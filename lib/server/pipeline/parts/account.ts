import type { FileReading } from '../stage/read-file';

/** Keeps rows read = accepted + rejected + ignored when a check takes rows back out. */
export function account(
  reading: FileReading | null | undefined,
  { rejected, ignored }: { rejected: number; ignored: number },
): void {
  if (!reading) return;
  reading.rowsAccepted -= rejected + ignored;
  reading.rowsRejected += rejected;
  reading.rowsIgnored += ignored;
}
