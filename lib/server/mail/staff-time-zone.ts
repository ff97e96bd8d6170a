/** Mails to people of no district tell the time in the zone in the middle of the country. */
export const STAFF_TIME_ZONE = 'America/Chicago';
