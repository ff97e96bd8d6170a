// Every way in which a fetch from a district's API ends without its data: what an administrator of the SIS is told, what mends it,
// and whose turn it is.

export type PullFailureTurn = 'district' | 'vendor' | 'us';

export interface PullFailureWords {
  /** What happened, to an administrator of the district's SIS. */
  sentence: string;
  /** What mends it, addressed to whose turn it is; where it is ours, it says what the district may expect. */
  remedy: string;
  turn: PullFailureTurn;
}

export const PULL_FAILURES = {
  NAME_NOT_FOUND: {
    sentence: 'The host name in the address could not be looked up.',
    remedy: 'Check the address for a typing error, and that its name is published in public DNS.',
    turn: 'district',
  },
  NOT_HTTPS: {
    sentence: 'The address begins with http:, and we fetch over https only.',
    remedy: 'Enter the address that begins with https://.',
    turn: 'district',
  },
  ADDRESS_NOT_PUBLIC: {
    sentence: 'The address leads into a private or reserved network, which we do not connect to.',
    remedy: 'Enter the address under which the SIS can be reached from the internet.',
    turn: 'district',
  },
  CONNECTION_REFUSED: {
    sentence: 'The host was reached, and refused the connection.',
    remedy:
      'Check the port in the address, that the API is running, and that the firewall lets us in.',
    turn: 'district',
  },
  UNREACHABLE: {
    sentence: 'The server could not be reached, or ended the connection before it answered.',
    remedy: 'Check that the server is up and that the firewall lets us in.',
    turn: 'district',
  },
  TLS_EXPIRED: {
    sentence: 'The certificate of the server has expired.',
    remedy: 'Have the certificate of the server renewed.',
    turn: 'district',
  },
  TLS_NAME_MISMATCH: {
    sentence: 'The certificate of the server is for another host name than the one in the address.',
    remedy: 'Enter the host name that the certificate names, or have the certificate replaced.',
    turn: 'district',
  },
  TLS_UNTRUSTED: {
    sentence:
      'The certificate of the server could not be verified: it is self-signed, an intermediate certificate is missing, or its issuer is not publicly trusted.',
    remedy:
      'Have the server send a certificate of a public authority together with its intermediate certificates.',
    turn: 'district',
  },
  TLS_FAILED: {
    sentence: 'No encrypted connection could be set up with the server.',
    remedy: 'Check that the port in the address is the one for https, and that TLS 1.2 is enabled.',
    turn: 'district',
  },
  TIMED_OUT: {
    sentence: 'The server did not answer, or did not finish its answer, in the time we wait.',
    remedy:
      'Check whether the SIS is under heavy load at this hour; another hour for fetching may help.',
    turn: 'district',
  },
  CUT: {
    sentence: 'The answer of the server ended early, or was damaged on its way.',
    remedy:
      'We fetch it again. If this repeats, have someone look at the server or the proxy in front of it.',
    turn: 'district',
  },
  TOO_LARGE: {
    sentence: 'A single answer of the server was larger than we accept.',
    remedy: 'We ask for smaller pages. If this repeats, we contact you.',
    turn: 'us',
  },
  REDIRECTED: {
    sentence: 'The server sent us on to another address, which we do not follow.',
    remedy: 'Enter the address at which the API itself answers.',
    turn: 'district',
  },
  WRONG_SECRET: {
    sentence: 'The server did not accept the key and secret, or the access it had given for them.',
    remedy:
      'Copy the key and the secret from the SIS again, and check that they are enabled and not expired.',
    turn: 'district',
  },
  SIGNATURE_REFUSED: {
    sentence: 'The server did not accept the signature of a request (OAuth 1).',
    remedy:
      'Copy the key and the secret from the SIS again, and check that the SIS uses OAuth 1 and that its clock is right.',
    turn: 'district',
  },
  TOKEN_UNUSABLE: {
    sentence: 'The token address answered, but not with an access token that we can use.',
    remedy: 'Check the token address: it has to be the one that the SIS names for OAuth 2.',
    turn: 'district',
  },
  SECRET_UNREADABLE: {
    sentence: 'We could not open the secret that is stored for this connection.',
    remedy: 'We look into it, and ask you if the secret has to be entered again.',
    turn: 'us',
  },
  NOT_PERMITTED: {
    sentence: 'The server knows us, and does not permit us to read this.',
    remedy: 'Grant the key read access to all of the roster in the SIS.',
    turn: 'district',
  },
  NOT_FOUND: {
    sentence: 'There is nothing on the server at the address of this collection.',
    remedy: 'Check the address of the API, and that the SIS offers this collection.',
    turn: 'district',
  },
  BAD_REQUEST: {
    sentence: 'The server refused a request as one that it does not understand.',
    remedy: 'We look into it with your SIS vendor. There is nothing for you to do.',
    turn: 'us',
  },
  BUSY: {
    sentence: 'The server said that it is too busy, or that we ask too often, until we gave up.',
    remedy: 'We try again later and more slowly. Another hour for fetching may help.',
    turn: 'us',
  },
  SERVER_ERROR: {
    sentence: 'The server reported an error of its own.',
    remedy: 'We try again. If this repeats, report it to your SIS vendor with the time shown here.',
    turn: 'vendor',
  },
  NOT_JSON: {
    sentence: 'The server answered with a page or a text instead of data.',
    remedy:
      'Check that the address is the one of the API, and not a sign-in page or the web pages of the SIS.',
    turn: 'district',
  },
  NO_ENVELOPE: {
    sentence: 'The server answered with data that does not contain what we asked for.',
    remedy:
      'Check that the address leads to the version of the API that is set here; if it does, report it to your SIS vendor.',
    turn: 'vendor',
  },
  ROWS_MISSING: {
    sentence: 'The server sent fewer rows than it said there are.',
    remedy: 'We fetch them again. If this repeats, report it to your SIS vendor.',
    turn: 'vendor',
  },
  SAME_PAGE_AGAIN: {
    sentence: 'The server sent the same page of rows again when asked for the next one.',
    remedy: 'Report it to your SIS vendor: paging of the API does not work.',
    turn: 'vendor',
  },
  KEPT_CHANGING: {
    sentence: 'The data changed each time while we read it.',
    remedy: 'Choose an hour for fetching in which the SIS is not being updated.',
    turn: 'district',
  },
  OTHER_HOST_NEXT: {
    sentence: 'The server named an address on another host for the next page.',
    remedy:
      'Report it to your SIS vendor: the API names its own address wrongly, often because of a proxy in front of it.',
    turn: 'vendor',
  },
  EMPTY_COLLECTION: {
    sentence: 'A collection that had rows in the live roster came without any.',
    remedy:
      'Check in the SIS that the key may still read it, and that the school year and its schools are set as before.',
    turn: 'district',
  },
  OUR_FAULT: {
    sentence: 'We met an error of our own.',
    remedy: 'We look into it. There is nothing for you to do.',
    turn: 'us',
  },
  NO_ID_ROWS: {
    sentence: 'Rows came without the id by which they are known.',
    remedy: 'Report it to your SIS vendor: every row needs its id.',
    turn: 'vendor',
  },
} as const satisfies Record<string, PullFailureWords>;

export type PullFailureCode = keyof typeof PULL_FAILURES;

export const pullFailureCodes = Object.keys(PULL_FAILURES) as PullFailureCode[];

export function isPullFailureCode(text: string): text is PullFailureCode {
  return Object.hasOwn(PULL_FAILURES, text);
}
