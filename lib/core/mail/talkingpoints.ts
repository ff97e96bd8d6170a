/** TalkingPoints itself, not the Connector, sends its staff digests from here: districts allow it in their mail filter. */
export const DIGEST_SENDER_DOMAIN = 'mandrillapp.com';
/** Where a district signs in to TalkingPoints itself. */
export const TALKINGPOINTS_URL = 'https://app.talkingpts.org/districts';
