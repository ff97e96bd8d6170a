// Where an attendance or calendar file is found, as lib/core/sync-run/run-address.ts has it for runs.

/** Of a file in an address: "file-7", by its number in the district. */
export const numberedFile = (number: number): string => `file-${number}`;

export const attendanceFilePath = (slug: string, number: number): string =>
  `/districts/${slug}/attendance/files/${numberedFile(number)}`;
