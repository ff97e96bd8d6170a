/** So many days an attendance file waits for the first roster; after that nothing of it is used. */
export const ROSTER_WAIT_DAYS = 14;
