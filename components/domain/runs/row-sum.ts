import { formatNumber } from '@/lib/core/format/numbers';

/** "3,491 rows read = 3,490 accepted + 1 set aside + 0 ignored": a sum that always adds up. */
export function rowSum(rows: {
  rowsRead: number;
  rowsAccepted: number;
  rowsRejected: number;
  rowsIgnored: number;
}): string {
  return `${formatNumber(rows.rowsRead)} rows read = ${formatNumber(rows.rowsAccepted)} accepted + ${formatNumber(rows.rowsRejected)} set aside + ${formatNumber(rows.rowsIgnored)} ignored`;
}
