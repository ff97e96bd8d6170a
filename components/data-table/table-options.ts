export type ChoosableColumn = { id: string; header: string; isVisible: boolean; canHide: boolean };

/** What the browser can do to the table below. */
export type TableOptions = {
  /** None where a table is read at a glance. */
  columns: readonly ChoosableColumn[];
  onVisible: (id: string, isVisible: boolean) => void;
  onWiden: (id: string, pixels: number) => void;
  onReset: () => void;
};
