// What is said of the stage a district is in, to its contacts and to our staff.
import type { Reader } from '../refusals/refusal';
import type { GoLiveState, StageDetail } from './stages';

export const stageWords: Record<GoLiveState, { word: string; glyph: string }> = {
  done: { word: 'Done', glyph: '✓' },
  now: { word: 'Now', glyph: '◉' },
  'to-come': { word: 'To come', glyph: '○' },
};

type Words = string | { staff: string; contact: string };

const sentences: Record<StageDetail, Words> = {
  'no-invitation': {
    staff: 'Invite the tech contact of the district.',
    contact: 'TalkingPoints invites the tech contact of your district.',
  },
  'not-signed-in': {
    staff: 'The tech contact was invited and has not signed in yet.',
    contact: 'The link in the invitation leads to the sign-in details for your SIS.',
  },
  'waiting-for-sign-in': {
    staff: 'The contact has signed in here. Their SIS has not connected yet.',
    contact: 'Enter the sign-in details in your SIS. This is done once it connects.',
  },
  'waiting-for-test':
    'This is done once a test of the connection to the API of the SIS has passed.',
  'files-none': 'The SIS has connected. No set of roster files has arrived yet.',
  'files-waiting':
    'Some files are here. The set is checked as soon as the others have arrived as well.',
  'files-arriving': 'Files are here and are being checked.',
  'files-failed':
    'Something went wrong on our side. The files are saved and do not need to be sent again.',
  'files-incomplete': 'Some files of the last set did not arrive. Send the whole set again.',
  'files-refused': 'The last files could not be used. Correct them and send the whole set again.',
  'files-rejected': 'The first roster was not approved. Send a corrected set of files.',
  'files-expired': 'The review ended because no newer files came. Send the whole set again.',
  'files-checked': 'Files were checked.',
  'files-undone':
    'The first roster was undone. The next set of files is reviewed before it goes live.',
  'under-review': {
    staff: 'The first roster waits for a review: is all required data present?',
    contact: 'We check that all required data is present. Nothing for you to do now.',
  },
  'review-paused': 'Updates are paused, so the review waits until the pause ends.',
  'site-not-started': {
    staff: 'The first roster is approved. Start the creation of the site.',
    contact: 'Your data is complete. We create your TalkingPoints site next.',
  },
  'site-requested': {
    staff: 'The site was requested. Once it exists, write down its address.',
    contact: 'Your TalkingPoints site is being created. We email you when it is ready.',
  },
  'site-by-hand': {
    staff: 'The site is created by hand. Once it exists, write down its address.',
    contact: 'Your TalkingPoints site is being created. We email you when it is ready.',
  },
  'roster-not-live':
    'The site is ready. The roster goes live with the next update that is applied.',
  live: {
    staff: 'The site is ready, and the roster is live.',
    contact: 'Your TalkingPoints site is ready, and your roster is live.',
  },
};

/** Where the roster is fetched, nobody sends files. */
const sentencesOfFetched: Partial<Record<StageDetail, Words>> = {
  'not-signed-in': {
    staff: 'The tech contact was invited and has not signed in yet.',
    contact: 'The link in the invitation leads to the set-up.',
  },
  'files-none': 'The API can be read. No roster has been fetched yet.',
  'files-waiting': 'The roster is being fetched.',
  'files-arriving': 'The roster was fetched and is being checked.',
  'files-failed': 'Something went wrong on our side. What was fetched is saved.',
  'files-incomplete': 'The last pull did not bring everything. Start a new pull.',
  'files-refused':
    'What was fetched could not be used. Correct it in the SIS; the next pull reads it again.',
  'files-rejected': 'The first roster was not approved. Correct it in the SIS, then start a pull.',
  'files-expired': 'The review ended without a decision. Start a new pull.',
  'files-checked': 'What was fetched was checked.',
  'files-undone': 'The first roster was undone. The next pull is reviewed before it goes live.',
};

export function stageSentence(detail: StageDetail, reader: Reader, isFetched: boolean): string {
  const words = (isFetched ? sentencesOfFetched[detail] : undefined) ?? sentences[detail];
  if (typeof words === 'string') return words;
  return reader === 'staff' ? words.staff : words.contact;
}
