// The pages a person can be on and what can be done there, each with the permission its page asks for. Whoever lists places
// takes them from here, so that nothing is offered that then does not exist.
import { can, isStaff, type Permission, type PersonWithRole } from '../auth/permissions';

export interface Place {
  label: string;
  /** Below the district for places of one, else from the root. What follows "#" is the place on the page. */
  path: string;
  permission: Permission;
  /** Other words it is looked for by. */
  words: string;
  /** Left out: for everybody who has the permission. */
  only?: 'staff' | 'contact';
}

export const productPages: readonly Place[] = [
  {
    label: 'Overview of all districts',
    path: '/overview',
    permission: 'tenants.list',
    words: 'home dashboard needs me now waiting inbox',
  },
  {
    label: 'Districts',
    path: '/districts',
    permission: 'tenants.list',
    words: 'list partners',
  },
  {
    label: 'Reviews',
    path: '/reviews',
    permission: 'reviews.list',
    words: 'queue held updates circuit breaks decide',
  },
  {
    label: 'Runs of all districts',
    path: '/runs',
    permission: 'runs.view',
    words: 'syncs updates history',
    only: 'staff',
  },
  {
    label: 'People with access',
    path: '/people',
    permission: 'staff.list',
    words: 'staff colleagues accounts team roles',
  },
  {
    label: 'Mail',
    path: '/outbox',
    permission: 'outbox.view',
    words: 'outbox messages sent failed email',
  },
];

export const districtPages: readonly Place[] = [
  {
    label: 'Overview',
    path: '',
    permission: 'tenant.view',
    words: 'home status district',
  },
  {
    label: 'Connection',
    path: '/connection',
    permission: 'connection.view',
    words: 'sftp sign-in details host user name fingerprint files to send upload',
    only: 'staff',
  },
  {
    label: 'Connection: connect an API',
    path: '/connection/new',
    permission: 'credentials.manage',
    words: 'oneroster rest ed-fi fetch key secret oauth classlink address',
  },
  {
    label: 'Connection: account of the API',
    path: '/connection/account',
    permission: 'credentials.manage',
    words: 'address key secret oauth token vendor',
  },
  {
    label: 'Connection: what is read',
    path: '/connection/reading',
    permission: 'credentials.manage',
    words: 'schools user name email nightly time staff next year preview',
  },
  {
    label: 'Connection: switch the roster',
    path: '/connection/switch',
    permission: 'connection.update',
    words: 'api feed move',
  },
  {
    label: 'Pulls',
    path: '/pulls',
    permission: 'connection.view',
    words: 'api fetched nightly progress failed preview',
  },
  {
    label: 'Set-up',
    path: '/setup',
    permission: 'connection.view',
    words: 'steps sis powerschool infinite campus skyward aeries synergy first upload',
  },
  {
    label: 'Set-up: your SIS',
    path: '/setup/sis',
    permission: 'connection.view',
    words: 'student information system powerschool campus skyward aeries synergy',
  },
  {
    label: 'Set-up: how your data comes',
    path: '/setup/way',
    permission: 'connection.view',
    words: 'files api fetched oneroster',
  },
  {
    label: 'Set-up: address and key',
    path: '/setup/account',
    permission: 'connection.view',
    words: 'api client id secret token oauth',
  },
  {
    label: 'Set-up: test of the connection',
    path: '/setup/test',
    permission: 'connection.view',
    words: 'api permissions version counts',
  },
  {
    label: 'Set-up: first pull',
    path: '/setup/first-pull',
    permission: 'connection.view',
    words: 'api fetched rows progress',
  },
  {
    label: 'Set-up: sign-in details',
    path: '/setup/sign-in',
    permission: 'connection.view',
    words: 'sftp connection host user name fingerprint password key allowed addresses',
    only: 'contact',
  },
  {
    label: 'Set-up: files to send',
    path: '/setup/files',
    permission: 'connection.view',
    words: 'names templates columns export',
  },
  {
    label: 'Set-up: first upload',
    path: '/setup/upload',
    permission: 'connection.view',
    words: 'arriving live log files',
  },
  {
    label: 'Set-up: sheet to print',
    path: '/setup/sheet',
    permission: 'connection.view',
    words: 'paper summary host port user name',
  },
  {
    label: 'Set-up: schedule',
    path: '/setup/schedule',
    permission: 'connection.view',
    words: 'late files email hour export',
  },
  {
    label: 'Files',
    path: '/files',
    permission: 'runs.view',
    words: 'deliveries received uploads',
  },
  {
    label: 'Problems',
    path: '/problems',
    permission: 'runs.view',
    words: 'errors warnings fix lines',
  },
  {
    label: 'Questions',
    path: '/questions',
    permission: 'connection.view',
    words: 'asked answers expected change',
  },
  { label: 'Runs', path: '/runs', permission: 'runs.view', words: 'syncs updates history' },
  { label: 'Roster', path: '/roster', permission: 'roster.view', words: 'overview live records' },
  {
    label: 'Roster: people',
    path: '/roster/people',
    permission: 'roster.view',
    words: 'students teachers guardians parents contacts users',
  },
  {
    label: 'Roster: classes',
    path: '/roster/classes',
    permission: 'roster.view',
    words: 'sections',
  },
  { label: 'Roster: courses', path: '/roster/courses', permission: 'roster.view', words: '' },
  {
    label: 'Roster: enrollments',
    path: '/roster/enrollments',
    permission: 'roster.view',
    words: 'memberships',
  },
  {
    label: 'Roster: orgs',
    path: '/roster/orgs',
    permission: 'roster.view',
    words: 'schools departments',
  },
  {
    label: 'Roster: sessions',
    path: '/roster/sessions',
    permission: 'roster.view',
    words: 'academic terms semesters school years',
  },
  {
    label: 'Roster: checks',
    path: '/roster/checks',
    permission: 'roster.view',
    words: 'sanity without enrollment teacher',
  },
  {
    label: 'Attendance',
    path: '/attendance',
    permission: 'attendance.view',
    words: 'dashboard absence rate chronic',
  },
  {
    label: 'Attendance: schools',
    path: '/attendance/schools',
    permission: 'attendance.view',
    words: 'grid students',
  },
  {
    label: 'Attendance: notices',
    path: '/attendance/notices',
    permission: 'attendance.view',
    words: 'absence messages lists held',
  },
  {
    label: 'Attendance: today’s files',
    path: '/attendance/feeds',
    permission: 'attendance.files',
    words: 'feed board late feeds file names schools',
  },
  {
    label: 'Attendance: files',
    path: '/attendance/files',
    permission: 'attendance.files',
    words: 'received',
  },
  {
    label: 'Attendance: mapping',
    path: '/attendance/mapping',
    permission: 'attendance.files',
    words: 'codes words reasons categories unmapped',
  },
  {
    label: 'Attendance: calendar',
    path: '/attendance/calendar',
    permission: 'attendance.files',
    words: 'school days closed holidays',
  },
  {
    label: 'Attendance: file format',
    path: '/attendance/format',
    permission: 'attendance.files',
    words: 'columns csv template',
  },
  {
    label: 'Contacts',
    path: '/contacts',
    permission: 'contacts.list',
    words: 'tech contact invitations district people',
  },
  {
    label: 'Limits',
    path: '/limits',
    permission: 'reviews.list',
    words: 'circuit break windows pause rules thresholds',
  },
  {
    label: 'Limits: try other limits',
    path: '/limits/simulator',
    permission: 'reviews.list',
    words: 'simulator what if',
  },
  {
    label: 'Settings',
    path: '/settings',
    permission: 'tenants.update',
    words: 'time zone language apply reading dates',
  },
];

export const productActions: readonly Place[] = [
  {
    label: 'Create district',
    path: '/districts/new',
    permission: 'tenants.create',
    words: 'new add partner',
  },
  {
    label: 'Invite a colleague',
    path: '/people#invite',
    permission: 'staff.invite',
    words: 'add staff person access',
  },
];

export const districtActions: readonly Place[] = [
  {
    label: 'Invite a tech contact',
    path: '/contacts#invite',
    permission: 'contacts.invite',
    words: 'add person invitation district',
    only: 'staff',
  },
  {
    label: 'Invite a colleague',
    path: '/contacts#invite',
    permission: 'contacts.invite',
    words: 'add person invitation people',
    only: 'contact',
  },
  {
    label: 'Check now',
    path: '/connection',
    permission: 'runs.check',
    words: 'start run files waiting set',
  },
  {
    label: 'Generate an SFTP password',
    path: '/setup/sign-in#password',
    permission: 'credentials.manage',
    words: 'new rotate replace revoke credentials',
  },
  {
    label: 'Pause or resume',
    path: '/limits#pause',
    permission: 'connection.update',
    words: 'stop updates wait continue',
  },
  {
    label: 'Change a limit',
    path: '/limits#limits',
    permission: 'limits.change',
    words: 'circuit break threshold percent',
  },
  {
    label: 'Add a window',
    path: '/limits#new-window',
    permission: 'limits.change',
    words: 'transition rollover strict announce',
  },
  {
    label: 'Map attendance words',
    path: '/attendance/mapping',
    permission: 'attendance.answer',
    words: 'codes reasons categories unmapped',
  },
  {
    label: 'Confirm attendance file names',
    path: '/attendance/feeds',
    permission: 'attendance.answer',
    words: 'almost right near names',
  },
  {
    label: 'Change settings',
    path: '/settings',
    permission: 'tenants.update',
    words: 'edit time zone apply slot',
  },
];

export function mayOpen(person: PersonWithRole, { permission, only }: Place): boolean {
  if (only !== undefined && (only === 'staff') !== isStaff(person)) return false;
  return can(person, permission);
}

/** The address of a place; of a place of a district, in this one. */
export function placeAddress({ path }: Place, slug: string | null): string {
  return slug === null ? path : `/districts/${slug}${path}`;
}
