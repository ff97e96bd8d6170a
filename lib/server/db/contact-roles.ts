import { CONTACT_ROLES } from '@/lib/core/oneroster/files';

const ROLES = CONTACT_ROLES.map((role) => `'${role}'`).join(', ');

/** In SQL: whether a role, as this expression names it, is that of a guardian, parent or relative. */
export const isContactRole = (role: string): string => `${role} IN (${ROLES})`;
