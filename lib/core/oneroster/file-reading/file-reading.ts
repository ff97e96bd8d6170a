/** What was read, and what became of its rows: read = accepted + rejected + ignored. */
export interface FileReading {
  /** False: nothing of the file can be used; the issues say why. */
  isUsable: boolean;
  rowsRead: number;
  rowsAccepted: number;
  rowsRejected: number;
  rowsIgnored: number;
  /** Of the accepted, those that were recognized. */
  rowsUnchanged: number;
  /** Rejected rows whose sourcedId could not be read: nobody knows whom they meant. */
  rowsUnidentified: number;
  newline: string | null;
  hasBom: boolean;
  byteCount: number;
  cleanUps: Record<string, number>;
}
