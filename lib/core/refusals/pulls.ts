// Connections that are fetched from: their account, tests and pulls.
import { missing, outOfDate, refused } from './refusal';

export const pullRefusals = {
  NOT_FETCHED_FROM: refused(
    'Nothing is fetched through this connection: the district sends its files. Choose another connection.',
    { see: 'connection list' },
  ),
  PULL_AT_WORK: refused(
    'A pull of this connection is planned or running already. Wait until it is complete, or cancel it.',
    { see: 'pull list' },
  ),
  NO_SUCH_PULL: missing(
    'There is no pull with this number. Check the number in the list of pulls.',
    {
      see: 'pull list',
    },
  ),
  PULL_IS_OVER: refused('This pull is over, so there is nothing to cancel.', { see: 'pull show' }),
  NOT_A_PREVIEW: refused(
    'This pull is no complete preview, so there is nothing to use. Start a preview, and wait until it is complete.',
    { see: 'pull show' },
  ),
  PULL_OUTDATED: outOfDate(
    'A newer pull has been read since. Look at that one, or start a new preview.',
    { see: 'pull list' },
  ),
  TEST_AT_WORK: refused('This connection is being tested right now. Wait until the test is over.', {
    see: 'connection last-test',
  }),
  API_ADDRESS_INVALID: refused(
    'Enter the whole address of the API, beginning with https://, such as https://sis.example.org/ims/oneroster/v1p1.',
    { field: 'baseUrl' },
  ),
  API_ADDRESS_HAS_LOGIN: refused(
    'This address contains a user name or password. Enter it without them; key and secret have fields of their own.',
    { field: 'baseUrl' },
  ),
  API_ADDRESS_HAS_QUERY: refused(
    'This address has a part behind a question mark or number sign. Enter the address without it.',
    { field: 'baseUrl' },
  ),
  TOKEN_ADDRESS_INVALID: refused(
    'Enter the whole token address, beginning with https://, or leave it empty.',
    { field: 'tokenUrl' },
  ),
  TOKEN_ADDRESS_NEEDED: refused(
    'Enter the token address that your SIS names for OAuth 2, or choose OAuth 1.',
    { field: 'tokenUrl' },
  ),
  API_KEY_NEEDED: refused('Enter the key (client id) that your SIS gave you.', {
    field: 'clientId',
  }),
  NO_SUCH_API_CHOICE: refused('Choose one of the listed kinds, vendors and authorizations.', {
    see: 'connection kinds',
  }),
  SECRET_NEEDED: refused('Enter the secret that belongs to the key.', { field: 'secret' }),
  SECRET_NEEDED_FOR_ADDRESS: refused(
    'Enter the secret again: it is sent to the new address, and we show it to nobody.',
    { field: 'secret' },
  ),
  PULL_SETTINGS_INVALID: refused(
    'One of these settings has a value that it cannot have. Check the fields, then save again.',
    { see: 'connection settings' },
  ),
  ATTENDANCE_NOT_OFFERED: refused(
    'Attendance cannot be fetched through this kind of connection. Send attendance files, or use a connection that offers it.',
    { see: 'connection kinds' },
  ),
  ATTENDANCE_TIMES_INVALID: refused(
    'Enter between 5 and 240 minutes, and school hours such as 07:00 to 17:00.',
    { see: 'connection settings' },
  ),
  NO_SCHOOL_CHOSEN: refused('Choose at least one school, or all schools.', { field: 'which' }),
  FEED_BUSY: refused(
    'An update of the present connection is being read, checked, reviewed or applied. Decide it or wait until it is over, then switch.',
    { see: 'run list' },
  ),
  FEED_ELSEWHERE: refused(
    'The roster comes through another connection, so an update through this one would not be read. Switch the roster to this connection first, or start a preview.',
    { see: 'connection list' },
  ),
  FEED_BROUGHT_ALREADY: refused(
    'The roster comes through this connection already. There is nothing to do.',
  ),
} as const;
