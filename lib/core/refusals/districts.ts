// Districts, their connections and their passwords.
import { missing, refused, type Reading } from './refusal';

export const districtRefusals = {
  TENANT_NOT_FOUND: missing('There is no such district. Look for it in the list of districts.', {
    see: 'tenant list',
  }),
  SLUG_TAKEN: refused(
    'There is already a district with this name. Add its town or state to the name.',
    { field: 'name' },
  ),
  SLUG_NEEDED: refused('Use at least two letters or digits in the name.', { field: 'name' }),
  PSM_NOT_STAFF: refused('The PSM must be one of our staff. Choose another person.', {
    field: 'psmId',
  }),
  IMPLEMENTER_NOT_STAFF: refused(
    'The implementer must be one of our staff. Choose another person.',
    { field: 'implementerId' },
  ),
  NO_SUCH_CONNECTION: missing(
    (_: unknown, { reader }: Reading) =>
      reader === 'contact'
        ? 'This district has no connection. Write to your TalkingPoints contact.'
        : 'This district has no connection. Ask an administrator to create one.',
    { see: 'connection list' },
  ),
  NO_SFTP_ACCOUNT: refused(
    'This connection does not receive files by SFTP, so it has no password and no quiet period. There is nothing to do.',
    { see: 'connection list' },
  ),
  CONNECTION_EXISTS: refused('This district already has a connection. There is nothing to do.', {
    see: 'connection list',
  }),
  USER_NAME_TAKEN: refused('Another connection has this user name. Choose a different one.'),
  INVALID_USER_NAME: refused(
    'Use 3 to 48 lower-case letters, digits and hyphens for the user name, starting with a letter.',
  ),
  INVALID_APPLY_AT: refused('Enter a time from 00:00 to 23:59, such as 02:00.', {
    field: 'applyAt',
  }),
  PASSWORD_EXISTS: refused('A password already works. Replace it instead.', {
    see: 'connection list',
  }),
  INVALID_OVERLAP: refused(
    'The old password can keep working for 0 to 720 hours. Enter a number in that range.',
    { field: 'overlapHours' },
  ),
  WHICH_CONNECTION: refused(
    ({ names }: { names: readonly string[] }) =>
      `Name one of the connections of this district by its id: ${names.join('; ')}.`,
    { see: 'connection list' },
  ),
  NO_SUCH_PASSWORD: missing('This password no longer works. Check which passwords work.', {
    see: 'connection list',
  }),
} as const;
