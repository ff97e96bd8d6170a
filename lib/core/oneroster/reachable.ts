/**
 * Where a record says how a person can be reached, and where the reader's verdict of it is kept: the number that can be
 * called, the address that can be written to, null where the text is none. Whoever asks who is reachable asks these.
 */
export const REACHED_BY = { phone: 'phone_e164', sms: 'sms_e164', email: 'email_key' } as const;

export type ReachedBy = keyof typeof REACHED_BY;

export const REACHED_FIELDS = Object.values(REACHED_BY);
