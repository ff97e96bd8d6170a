/** What the contacts of a district send to colleagues in 24 hours, first and again, all of them together. */
export const mostInvitationsByContacts = 10;
/** Between two of the same invitation. */
export const minutesToResend = 10;
