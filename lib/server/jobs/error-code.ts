/** Name and code of an error, for logs and records: its text may quote what a district sent. */
export function errorCodeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error ? `${error.name} ${String(error.code)}` : error.name;
}
