/** What the audit log records, by the names it is written and searched under. A name that was written is never changed. */
import type { ReviewEventKind } from '../review/event-kinds';

/** Held against the code that writes them. */
export const AUDIT_ACTIONS = [
  'session.started',
  'session.ended',
  'person.enabled',
  'person.disabled',
  'person.role-changed',
  'staff.created',
  'contact.removed',
  'invitation.sent',
  'invitation.resent',
  'invitation.revoked',
  'invitation.verified',
  'tenant.created',
  'tenant.updated',
  'language-override.saved',
  'language-override.removed',
  'connection.created',
  'connection.updated',
  'connection.paused',
  'connection.resumed',
  'sftp-password.generated',
  'sftp-password.rotated',
  'sftp-password.revoked',
  'policy-window.added',
  'policy-window.ended',
  'planning-form.saved',
  'limit.set',
  'limit.reset',
  'gate.waived',
  'empty-file.asked',
  'empty-file.confirmed',
  'empty-file.used',
  'empty-file.ended',
  'sync-run.check-now',
  'sync-run.apply-now',
  'sync-run.applied',
  'sync-run.retried',
  'sync-run.undo-requested',
  'sync-run.undone',
  'roster.exported',
  'roster.contact-revealed',
  'attendance.file.accept',
  'attendance.file.discard',
  'attendance.name.confirm',
  'attendance.name.accept',
  'attendance.name.refuse',
  'attendance.name.id-kind',
  'attendance.category.map',
  'attendance.calendar.mark',
  'attendance.notices.release',
  'attendance.notices.settings',
  'attendance.notices.export',
  'attendance.grid.export',
  'attendance.student.export',
  'retention.delivery-bytes-deleted',
  'retention.issue-details-deleted',
  'retention.attendance-issue-details-deleted',
  'retention.traces-deleted',
  'demo.started',
  'demo.played',
] as const;

type Dashed<T extends string> = T extends `${infer Head}_${infer Tail}`
  ? `${Head}-${Dashed<Tail>}`
  : T;
type CircuitBreakAction = `circuit-break.${Dashed<Lowercase<ReviewEventKind>>}`;

export type AuditAction = (typeof AUDIT_ACTIONS)[number] | CircuitBreakAction;

/** Each line of a review's timeline that a person or the clock adds is an act too. */
export function circuitBreakAction(kind: ReviewEventKind): CircuitBreakAction {
  return `circuit-break.${kind.toLowerCase().replaceAll('_', '-')}` as CircuitBreakAction;
}
