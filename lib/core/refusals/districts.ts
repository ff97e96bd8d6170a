// Districts, their connections and their passwords.
import {
  longestKeyName,
  mostAllowedAddresses,
  mostKeysOfConnection,
} from '../connections/credential-limits';
import { missing, outOfDate, refused, type Reading } from './refusal';

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
    'This connection does not receive files by SFTP, so it has no password, no keys and no quiet period. There is nothing to do.',
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
  KEY_IS_PRIVATE: refused(
    'This is a private key, and nothing of it was saved. A private key must not leave the computer that sends the files. Make a new pair there, and paste its public key, the one line in the file that ends in .pub.',
    { field: 'key' },
  ),
  KEY_IS_FINGERPRINT: refused(
    'This is the fingerprint of a key. Paste the public key itself, the one line in the file that ends in .pub.',
    { field: 'key' },
  ),
  KEY_IN_OTHER_FORMAT: refused(
    'This public key is in another format. Convert it with “ssh-keygen -i -m PKCS8 -f FILE” (or “-m PEM”), and paste the line it prints.',
    { field: 'key' },
  ),
  KEY_KIND_NOT_SUPPORTED: refused(
    'Keys of this kind cannot be used here. Make an Ed25519, ECDSA or RSA key: “ssh-keygen -t ed25519”.',
    { field: 'key' },
  ),
  KEY_TOO_SHORT: refused(
    'This RSA key is shorter than 2,048 bits. Make a longer one, or an Ed25519 key: “ssh-keygen -t ed25519”.',
    { field: 'key' },
  ),
  KEY_CUT_SHORT: refused(
    'Part of this key is missing. Copy all of it, from its first word to its last line.',
    { field: 'key' },
  ),
  MORE_THAN_ONE_KEY: refused('This is more than one key. Add them one by one.', { field: 'key' }),
  KEY_HAS_OPTIONS: refused(
    'Something stands before the key. Paste the key alone, beginning with its kind, such as “ssh-ed25519”.',
    { field: 'key' },
  ),
  NOT_A_PUBLIC_KEY: refused(
    'This is not an SSH public key. Paste the one line in the file that ends in .pub, or what PuTTYgen shows as the public key.',
    { field: 'key' },
  ),
  KEY_NAME_NEEDED: refused('Name the key after the program or computer that uses it.', {
    field: 'name',
  }),
  KEY_NAME_TOO_LONG: refused(`Use at most ${longestKeyName} characters for the name of the key.`, {
    field: 'name',
  }),
  KEY_EXISTS: refused(
    ({ name }: { name: string }) =>
      `This key is here already, named “${name}”. There is nothing to do.`,
    { field: 'key', see: 'connection list' },
  ),
  TOO_MANY_KEYS: refused(
    `This connection has ${mostKeysOfConnection} keys already. Revoke one that is no longer used first.`,
    { see: 'connection list' },
  ),
  NO_SUCH_KEY: missing('This key no longer works. Check which keys work.', {
    see: 'connection list',
  }),
  NOT_AN_ADDRESS: refused(
    ({ text }: { text: string }) =>
      `“${text}” is not an IP address or range. Enter one per line, such as 203.0.113.4 or 203.0.113.0/24.`,
    { field: 'addresses' },
  ),
  LEAVES_OUT_LAST_USED: refused(
    ({ address }: { address: string }) =>
      `The last sign-in came from ${address}, which is not in this list: uploads from there would fail. Add it, or tick the box below.`,
    { field: 'addresses' },
  ),
  ADDRESSES_CHANGED: outOfDate(
    'The list was changed after you opened this page. Copy what you entered, reload the page and change the newer list.',
    { field: 'addresses' },
  ),
  TOO_MANY_ADDRESSES: refused(`Enter at most ${mostAllowedAddresses} addresses or ranges.`, {
    field: 'addresses',
  }),
  TWO_SIS: refused(
    ({ name }: { name: string }) =>
      `You chose ${name} and entered another name. Choose “Another SIS”, or clear the name.`,
    { field: 'otherName' },
  ),
  WAY_IS_SETTLED: refused(
    'Data has come this way already. Write to your TalkingPoints contact to switch to another one: the live roster stays as it is.',
    { field: 'way' },
  ),
  NO_ONE_GETS_LATE_MAIL: refused(
    'Choose at least one person: otherwise no one in the district is told when files stop.',
    { field: 'lateMailTo' },
  ),
  NO_SUCH_PASSWORD: missing('This password no longer works. Check which passwords work.', {
    see: 'connection list',
  }),
} as const;
