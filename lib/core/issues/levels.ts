/** How much an issue matters: an error needs a person, a warning deserves a look, a notice only tells. */
export type IssueLevel = 'error' | 'warning' | 'notice';

/**
 * What an issue does to the data. `set`: nothing of this delivery is used; `file`: this file is left out;
 * `row`: this row is set aside; `golive`: read, but the district cannot go live with it; `none`: read as described.
 */
export type IssueEffect = 'set' | 'file' | 'row' | 'golive' | 'none';

export type IssueParams = Readonly<Record<string, string | number>>;
