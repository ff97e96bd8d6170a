/** Who may do what. One table; every page, action, route and command asks it, and nothing else decides. */
import type { Role } from '../db';

export const PERMISSIONS = [
  'tenants.list',
  'tenants.create',
  'tenants.update',
  'tenant.view',
  'contacts.invite',
  'contacts.list',
  'staff.list',
  'staff.invite',
  'staff.change',
  'connection.view',
  'connection.update',
  'credentials.manage',
  'setup.answer',
  'site.create',
  'site.answer',
  'runs.view',
  'runs.comment',
  'runs.check',
  'runs.apply',
  'runs.undo',
  'reviews.list',
  'reviews.decide',
  'reviews.ask',
  'reviews.comment',
  'reviews.answer',
  'limits.change',
  'roster.view',
  'roster.export',
  'attendance.view',
  'attendance.export',
  'attendance.files',
  'attendance.answer',
  'attendance.decide',
  'outbox.view',
  'audit.view',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

export interface PersonWithRole {
  role: Role;
}

const readOnlyStaff: readonly Permission[] = [
  'tenants.list',
  'tenant.view',
  'contacts.list',
  'staff.list',
  'connection.view',
  'runs.view',
  'runs.comment',
  // It only ends a wait: a set that is not whole is not checked, and nothing is decided.
  'runs.check',
  'reviews.list',
  'reviews.ask',
  'reviews.comment',
  'roster.view',
  'roster.export',
  'attendance.view',
  'attendance.export',
  'attendance.files',
  'outbox.view',
];

const PERMISSIONS_OF: Record<Role, ReadonlySet<Permission>> = {
  ADMIN: new Set(PERMISSIONS),
  IMPLEMENTATION: new Set<Permission>([
    ...readOnlyStaff,
    'tenants.create',
    'tenants.update',
    'contacts.invite',
    'connection.update',
    'credentials.manage',
    'setup.answer',
    'site.create',
    'runs.apply',
    'runs.undo',
    'reviews.decide',
    'attendance.answer',
    'attendance.decide',
    'audit.view',
  ]),
  PSM: new Set(readOnlyStaff),
  // A mailed code is one factor: enough to set up a connection and fix files, not to read student rows.
  DISTRICT_CONTACT: new Set<Permission>([
    'tenant.view',
    'contacts.list',
    // Colleagues, at the addresses their district already uses.
    'contacts.invite',
    'connection.view',
    'credentials.manage',
    'setup.answer',
    'site.answer',
    'runs.view',
    'runs.comment',
    'runs.check',
    'reviews.answer',
    // Which names are right and what a word means is the district's to say; students are not on these pages.
    'attendance.files',
    'attendance.answer',
  ]),
};

/** May a person of this role do it at all? Which districts they may do it in is said in tenant-access.ts. */
export function can(person: PersonWithRole, permission: Permission): boolean {
  return PERMISSIONS_OF[person.role].has(permission);
}

export const STAFF_ROLES = ['ADMIN', 'IMPLEMENTATION', 'PSM'] as const satisfies readonly Role[];
export type StaffRole = (typeof STAFF_ROLES)[number];

export function isStaff(person: PersonWithRole): boolean {
  return person.role !== 'DISTRICT_CONTACT';
}
