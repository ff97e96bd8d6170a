import { z } from 'zod';
import { numberInName, type RunAddress } from '@/lib/core/sync-run/run-address';
import { readRowId } from './row-id';

type Numbered = Parameters<typeof numberInName>[0];

/** "run-7" names a number, "1042" the id that addresses of earlier versions have; null for anything else. */
export function readRunAddress(text: string, of: Numbered = 'run'): RunAddress | null {
  const digits = numberInName(of, text);
  if (digits !== null) {
    const number = readRowId(digits);
    return number === null ? null : { number };
  }
  const id = readRowId(text);
  return id === null ? null : { id };
}

/** For routes. */
export const runAddress = addressOf('run');

/** "file-7" of an attendance file. */
export const fileAddress = addressOf('file');

function addressOf(of: Numbered) {
  return z.string().transform((text, context): RunAddress => {
    const read = readRunAddress(text, of);
    if (read) return read;
    context.addIssue({ code: 'custom', message: `No ${of} has this address.` });
    return z.NEVER;
  });
}
