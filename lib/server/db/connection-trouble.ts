interface DatabaseTrouble {
  code: unknown;
  message: string;
  /** What Prisma was told, behind a code of its own. */
  meta: { driverAdapterError?: { cause?: { originalCode?: unknown } } };
}

/** The database went away, or ended our session: wait for it. Anything else is a fault of ours. */
export function isConnectionTrouble(error: unknown): boolean {
  const { code, message = '', meta } = error as Partial<DatabaseTrouble>;
  const codes = [code, meta?.driverAdapterError?.cause?.originalCode];
  const isAway = (each: unknown): boolean =>
    typeof each === 'string' && /^(08|57P0|ECONN|EPIPE|P1001|P1017)/.test(each);
  if (codes.some(isAway)) return true;
  return /Connection terminated|connection.*closed|server closed the connection|timeout exceeded when trying to connect|encountered a connection error/i.test(
    message,
  );
}
