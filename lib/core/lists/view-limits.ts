export const longestViewName = 60;
export const mostViewsOfList = 30;
/** Characters of an address; the database refuses more. */
export const longestViewQuery = 2000;
