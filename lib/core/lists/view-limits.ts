export const longestViewName = 60;
export const mostViewsOfList = 30;
