/** Problems of one kind in one file that are stored; all are counted. A file broken throughout fills no disk. */
export const STORED_PER_GROUP = 1_000;
