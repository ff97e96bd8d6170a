/** What the checks of one entity did to its rows. */
export interface CheckResult {
  /** Rows set aside here that the reader had accepted. */
  rejected: number;
  /** Rows equal to another row of the file. */
  ignored: number;
}
