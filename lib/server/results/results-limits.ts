// What the folder of reports holds at most: the first look into it writes each of them once, to know its size.

/** The newest of each kind, of as many days as details of problems are kept. */
export const REPORTED_RUNS = 100;
export const REPORTED_FILES = 100;

/** Lines of one CSV report: what is beyond them is on the page. */
export const REPORTED_PROBLEMS = 5_000;

/** Of each kind of problem, in the text. */
export const REPORTED_LINES = 12;
