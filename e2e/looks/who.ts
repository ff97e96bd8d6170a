// Who looks at a page.
import type { Role } from '@/lib/server/db';

export const WHO = {
  staff: { role: 'ADMIN', label: 'Administrator' },
  psm: { role: 'PSM', label: 'Partner success manager' },
  'new-psm': { role: 'PSM', label: 'Partner success manager without districts' },
  contact: { role: 'DISTRICT_CONTACT', label: 'District contact' },
  'former-contact': { role: 'DISTRICT_CONTACT', label: 'Contact of no district' },
  visitor: { role: null, label: 'Not signed in' },
} as const satisfies Record<string, { role: Role | null; label: string }>;

export type Who = keyof typeof WHO;
