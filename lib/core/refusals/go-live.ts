// The TalkingPoints site of a district: starting its creation, its address, what the district says of it.
import { missing, refused } from './refusal';

export const goLiveRefusals = {
  NO_FIRST_ROSTER: refused(
    'No first roster has been checked yet. Wait until one is approved, then start the creation of the site.',
    { see: 'site show' },
  ),
  REQUIRED_DATA_MISSING: refused(
    ({ missingCount }: { missingCount: number }) =>
      missingCount === 1
        ? 'Required data is missing: one check of the first roster failed. Ask the district for corrected files, or waive the check in the review.'
        : `Required data is missing: ${missingCount} checks of the first roster failed. Ask the district for corrected files, or waive the checks in the review.`,
    { see: 'site show' },
  ),
  FIRST_ROSTER_NOT_APPROVED: refused(
    'The first roster has not been approved. Decide on its review first.',
    { see: 'review list' },
  ),
  SITE_NOT_STARTED: refused('Create the site first: its creation has not been started.', {
    see: 'site show',
  }),
  SITE_ADDRESS_NOT_HTTPS: refused(
    'Enter the whole address of the site, beginning with https://, such as https://app.talkingpts.org/districts.',
    { field: 'address' },
  ),
  SITE_ADDRESS_HAS_LOGIN: refused(
    'This address contains a user name or password. Enter it without them.',
    { field: 'address' },
  ),
  SITE_ADDRESS_TOO_LONG: refused('Use at most 500 characters for the address.', {
    field: 'address',
  }),
  SITE_NOT_READY: refused('The site is not ready yet. Wait for our email that it is.'),
  WHAT_IS_WRONG_NEEDED: refused('Say what does not look right, so that we can fix it.', {
    field: 'text',
  }),
  SITE_SCHOOL_NOT_FOUND: missing('This school is not in the roster. Choose another one.', {
    field: 'schoolId',
  }),
} as const;
