// A user of OneRoster 1.2 has a list of roles, each in an org; a row of users.csv has one role and a list of orgs.
import { isRecord, idInList, refOf, textOf, withItem, type JsonRecord } from './json-values';

export interface RoleAndOrgs {
  role: string;
  /** Separated by commas, the main one first. */
  orgs: string;
}

/** The words of 1.2 that 1.1 does not have. Others, such as `ext:nurse`, stay: the check of the file says what becomes of them. */
const STAFF_OF_1_2: ReadonlySet<string> = new Set([
  'counselor',
  'districtAdministrator',
  'principal',
  'siteAdministrator',
  'systemAdministrator',
]);

export function roleWord(role: string): string {
  return STAFF_OF_1_2.has(role) ? 'administrator' : role;
}

type RoleKind = 'student' | 'contact' | 'staff';

function kindOf(role: string): RoleKind {
  if (role === 'student') return 'student';
  return role === 'guardian' || role === 'parent' || role === 'relative' ? 'contact' : 'staff';
}

/**
 * The primary role counts, of several the one in the primary org. Orgs are those of all roles of its kind: a teacher who is a
 * parent at another school does not belong to that school's staff.
 */
export function roleAndOrgs(
  roles: readonly unknown[],
  primaryOrg: string,
  today: string,
): RoleAndOrgs | null {
  const all = roles.filter(isRecord);
  const current = all.length > 1 ? all.filter((role) => !hasEnded(role, today)) : all;
  const counted = current.length > 0 ? current : all;
  const main = mainRole(counted, primaryOrg);
  if (!main) return null;
  const role = roleWord(textOf(main.role));
  if (counted.length === 1 && primaryOrg === '') return { role, orgs: idInList(refOf(main.org)) };

  const kind = kindOf(role);
  const ids = [refOf(main.org)];
  for (const other of counted)
    if (kindOf(roleWord(textOf(other.role))) === kind) ids.push(refOf(other.org));
  if (primaryOrg !== '' && (ids.includes(primaryOrg) || ids.every((id) => id === '')))
    ids.unshift(primaryOrg);
  return { role, orgs: [...new Set(ids.map(idInList))].reduce(withItem, '') };
}

function mainRole(roles: readonly JsonRecord[], primaryOrg: string): JsonRecord | undefined {
  const primary = roles.filter(({ roleType }) => roleType === 'primary');
  const among = primary.length > 0 ? primary : roles;
  return among.find(({ org }) => primaryOrg !== '' && refOf(org) === primaryOrg) ?? among[0];
}

/** The day of the end itself still counts, as for enrollments. */
function hasEnded(role: JsonRecord, today: string): boolean {
  const end = textOf(role.endDate).slice(0, 10);
  return end !== '' && end < today;
}
