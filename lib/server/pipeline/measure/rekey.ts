import type { CountedEntity } from '@/lib/core/change/change';

export interface Rekey {
  entity: CountedEntity;
  removed: number;
  /** Removed records that match an added one, in any way; and by which way. */
  pairs: number;
  byLeadingZeros: number;
  byCase: number;
  byIdentifier: number;
  byMail: number;
  byNameAndBirthDate: number;
  byCode: number;
}
