/** What the audit log records, by the names it is written and searched under. A name that was written is never changed. */
import { reviewEventKinds, reviewEventLabels, type ReviewEventKind } from '../review/event-kinds';

/** Each with its words. Held against the code that writes them. */
export const auditActionLabels = {
  'session.started': 'Signed in',
  'session.ended': 'Signed out',
  'person.enabled': 'Enabled a person',
  'person.disabled': 'Disabled a person',
  'person.role-changed': 'Changed a role',
  'staff.created': 'Created the first administrator',
  'contact.removed': 'Removed a contact',
  'invitation.sent': 'Sent an invitation',
  'invitation.resent': 'Sent an invitation again',
  'invitation.revoked': 'Revoked an invitation',
  'invitation.verified': 'Accepted an invitation',
  'tenant.created': 'Created a district',
  'tenant.updated': 'Changed a district',
  'language-override.saved': 'Set the language of a word',
  'language-override.removed': 'Removed the language of a word',
  'connection.created': 'Created a connection',
  'connection.updated': 'Changed a connection',
  'connection.addresses-set': 'Set the allowed addresses',
  'connection.api-changed': 'Changed how a connection is fetched from',
  'connection.api-secret-changed': 'Replaced the secret of a connection',
  'connection.attendance-switched': 'Switched whether attendance is fetched',
  'connection.feed-moved': 'Switched the roster to another connection',
  'connection.tested': 'Tested a connection',
  'pull.asked-for': 'Started a pull',
  'pull.canceled': 'Canceled a pull',
  'pull.used': 'Used a preview as an update',
  'connection.paused': 'Paused updates',
  'connection.resumed': 'Resumed updates',
  'set-up.sis-chosen': 'Chose the SIS',
  'set-up.way-chosen': 'Chose how the data comes',
  'set-up.files-ready': 'Said that the export is built',
  'set-up.schedule-set': 'Set the schedule',
  'site.requested': 'Started the creation of the site',
  'site.request-resent': 'Sent the request for the site again',
  'site.address-written': 'Wrote down the address of the site',
  'site.looks-right': 'Said that the site looks right',
  'site.looks-wrong': 'Said that something on the site is wrong',
  'sftp-password.generated': 'Created an SFTP password',
  'sftp-password.rotated': 'Replaced an SFTP password',
  'sftp-password.revoked': 'Revoked an SFTP password',
  'sftp-key.added': 'Added an SSH key',
  'sftp-key.revoked': 'Revoked an SSH key',
  'secrets.reencrypted': 'Moved stored secrets to another key',
  'policy-window.added': 'Opened a window',
  'policy-window.ended': 'Ended a window',
  'planning-form.saved': 'Saved the planning form',
  'limit.set': 'Set a limit',
  'limit.reset': 'Reset a limit to its default',
  'gate.waived': 'Waived a check of a first roster or a new school',
  'empty-file.asked': 'Said that a file is empty on purpose',
  'empty-file.confirmed': 'Confirmed that a file is empty on purpose',
  'empty-file.used': 'Read a file as empty on purpose',
  'empty-file.ended': 'Withdrew an empty-file exception',
  'sync-run.check-now': 'Started a check of files',
  'sync-run.apply-now': 'Applied an update early',
  'sync-run.applied': 'Applied an update',
  'sync-run.retried': 'Tried an update again',
  'sync-run.undo-requested': 'Asked to undo an update',
  'sync-run.undone': 'Undid an update',
  'roster.exported': 'Exported a roster',
  'roster.contact-revealed': 'Viewed a person’s contact details',
  'attendance.file.accept': 'Accepted an attendance file',
  'attendance.file.discard': 'Discarded an attendance file',
  'attendance.name.confirm': 'Confirmed an attendance file name',
  'attendance.name.accept': 'Accepted an attendance file name',
  'attendance.name.refuse': 'Refused an attendance file name',
  'attendance.name.id-kind': 'Set which ids a file uses',
  'attendance.category.map': 'Mapped an attendance word',
  'attendance.calendar.mark': 'Marked a day of the calendar',
  'attendance.notices.release': 'Released notices',
  'attendance.notices.settings': 'Changed the notice rules',
  'attendance.notices.export': 'Exported notices',
  'attendance.grid.export': 'Exported the attendance of a school',
  'attendance.student.export': 'Exported the attendance of a student',
  'retention.delivery-bytes-deleted': 'Deleted old files',
  'retention.issue-details-deleted': 'Deleted the details of old problems',
  'retention.attendance-issue-details-deleted': 'Deleted the details of old attendance problems',
  'retention.pull-pages-deleted': 'Deleted what was fetched long ago',
  'retention.test-samples-deleted': 'Deleted the samples of old connection tests',
  'retention.traces-deleted': 'Deleted old traces of sign-ins and connections',
  'demo.started': 'Started the demo',
  'demo.played': 'Ran the demo',
} as const;

type Dashed<T extends string> = T extends `${infer Head}_${infer Tail}`
  ? `${Head}-${Dashed<Tail>}`
  : T;
type CircuitBreakAction = `circuit-break.${Dashed<Lowercase<ReviewEventKind>>}`;

export type AuditAction = keyof typeof auditActionLabels | CircuitBreakAction;

/** What a district reads of the log about itself: how it is connected, who it let in, and what its files led to. */
const OF_A_DISTRICT =
  /^(connection|pull|sftp-password|sftp-key|set-up|invitation|contact|sync-run|site|attendance\.(name|category|file))[.-]/;

export const districtActions: readonly AuditAction[] = (
  Object.keys(auditActionLabels) as (keyof typeof auditActionLabels)[]
).filter((action) => OF_A_DISTRICT.test(action));

/** Each line of a review's timeline that a person or the clock adds is recorded too. */
export function circuitBreakAction(kind: ReviewEventKind): CircuitBreakAction {
  return `circuit-break.${kind.toLowerCase().replaceAll('_', '-')}` as CircuitBreakAction;
}

/** What a recorded action is called on screen. One that an earlier version wrote and no list has is shown by its name. */
export function actionLabel(action: string): string {
  const words: Readonly<Record<string, string | undefined>> = auditActionLabels;
  if (Object.hasOwn(words, action)) return words[action] ?? action;
  const kind = reviewEventKinds.find((each) => circuitBreakAction(each) === action);
  return kind ? `Review: ${reviewEventLabels[kind]}` : action;
}
