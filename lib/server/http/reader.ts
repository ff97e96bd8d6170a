import type { Reader } from '@/lib/core/refusals/refusal';
import { isStaff, type PersonWithRole } from '../auth/permissions';

/** Whom the sentence of a refusal is for. */
export function readerOf(person: PersonWithRole | null): Reader {
  if (!person) return 'anyone';
  return isStaff(person) ? 'staff' : 'contact';
}
