/** TalkingPoints itself, not the Connector, sends its staff digests from here: districts allow it in their mail filter. */
export const DIGEST_SENDER_DOMAIN = 'mandrillapp.com';
