import { can } from '@/lib/server/auth/permissions';
import type { SessionPerson } from '@/lib/server/auth/sessions';

export function rightsOf(person: SessionPerson) {
  return {
    decide: can(person, 'reviews.decide'),
    ask: can(person, 'reviews.ask'),
    comment: can(person, 'reviews.comment'),
  };
}

export type ReviewRights = ReturnType<typeof rightsOf>;
