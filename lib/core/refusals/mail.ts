// Why a mail that came back is not recorded. Whoever reads it runs the mail server that hands it in.
import { missing, refused } from './refusal';

export const mailRefusals = {
  BOUNCE_EMPTY: refused('Nothing arrived on standard input. Send the whole message there.'),
  BOUNCE_TOO_LARGE: refused(
    'The message is larger than 10 MB, so it was not read. A returned email is much smaller. Open it in a mail program.',
  ),
  BOUNCE_NO_MAIL: refused(
    'Standard input does not hold an email message. Send it unchanged, with its headers.',
  ),
  BOUNCE_NO_REPORT: refused(
    'The message holds no delivery report (RFC 3464), so it is not a returned email. It may be an automatic reply, or someone wrote it. Open it in a mail program.',
  ),
  BOUNCE_REPORT_UNREADABLE: refused(
    'The delivery report does not name a recipient with an action, so it does not say what happened. Open the message in a mail program.',
  ),
  BOUNCE_ADDRESS_UNKNOWN: missing(
    'The message did not come to the return address of an email from this installation. Give the address it came to with --to. Check MAIL_RETURN_PATH and CONNECTOR_SECRET.',
  ),
  BOUNCE_MAIL_NOT_SENT: refused(
    'The email this report is about was not sent through a mail server, so it cannot have come back. The report may be forged. Leave it unrecorded.',
  ),
  BOUNCE_OTHER_RECIPIENT: refused(
    'The report is not about the recipient of this email. It may be forged, or the address was forwarded. Open the message in a mail program.',
  ),
  BOUNCE_TOO_MANY: refused(
    'This email already has 20 reports, and no more are recorded. Nothing more to do.',
  ),
} as const;
