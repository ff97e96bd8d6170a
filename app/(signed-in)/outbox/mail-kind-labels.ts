import { isMailKind, type MailKind } from '@/lib/server/mail/kinds';

const labels: Record<MailKind, string> = {
  invitation: 'Invitation',
  'staff-invitation': 'Staff invitation',
  'invitation-asked': 'New invitation requested',
  'invitation-other-contact': 'Different contact suggested',
  'sign-in-code': 'Sign-in code',
  'credentials-created': 'Password generated',
  'credentials-rotated': 'Password replaced',
  'credentials-revoked': 'Password revoked',
  'credentials-key-added': 'SSH key added',
  'credentials-key-revoked': 'SSH key revoked',
  'credentials-addresses-set': 'Allowed addresses changed',
  'files-incomplete': 'Files missing',
  'files-late': 'Files late',
  'pull-failed': 'Pull failed',
  'other-format': 'Files in another format',
  'allowance-nearly-used': 'Close to the daily upload limit',
  'run-invalid': 'Files need a fix',
  'run-held': 'Under review',
  'run-rejected': 'Update rejected',
  'run-failed': 'Error on our side',
  'roster-live': 'First roster live',
  'site-ready': 'Site ready',
  'site-looks-wrong': 'Site does not look right',
  'attendance-trouble': 'Attendance needs a fix',
  'attendance-recovered': 'Attendance works again',
  'update-held': 'District notified of hold',
  'review-second-person': 'Second person needed',
  'review-question': 'Question to the district',
  'review-question-reminder': 'Question, reminder',
  'review-answered': 'District answered',
  'review-assigned': 'Review assigned',
  'review-reminder': 'Review reminder',
  'review-overdue': 'Review overdue',
  'review-late': 'Review late, district notified',
  'review-expired': 'Review expired',
  'review-over': 'Hold is over',
  'update-undone': 'Update undone',
};

/** What a mail is about. A kind that is not sent any more is shown by its name. */
export function mailKindLabel(kind: string): string {
  return isMailKind(kind) ? labels[kind] : kind;
}
