import { z } from 'zod';
import { numberInName, type RunAddress } from '@/lib/core/sync-run/run-address';
import { readRowId } from './row-id';

/** "run-7" names a number, "1042" the id that addresses of earlier versions have; null for anything else. */
export function readRunAddress(text: string): RunAddress | null {
  const digits = numberInName(text);
  if (digits !== null) {
    const number = readRowId(digits);
    return number === null ? null : { number };
  }
  const id = readRowId(text);
  return id === null ? null : { id };
}

/** For routes. */
export const runAddress = z.string().transform((text, context): RunAddress => {
  const read = readRunAddress(text);
  if (read) return read;
  context.addIssue({ code: 'custom', message: 'No run has this address.' });
  return z.NEVER;
});
