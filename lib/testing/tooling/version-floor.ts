/**
 * The lowest versions that may be installed, each because of a published weakness below it. Kept here
 * and checked by a test, so that the floor also holds where no audit service can be reached.
 */
export type Floor = {
  readonly name: string;
  readonly atLeast: string;
  readonly mayBeAbsent?: true;
};

export const versionFloor: readonly Floor[] = [
  // Remote code execution in the image optimizer and in `use cache`, Server Action CPU exhaustion.
  { name: 'next', atLeast: '16.4.1' },
  // Code execution and denial of service through the Flight protocol, and their incomplete first fixes.
  { name: 'react', atLeast: '19.2.6' },
  { name: 'react-dom', atLeast: '19.2.6' },
  { name: 'zod', atLeast: '4.6.6' },
  // A full-width @ passed the single-address check of sign-in mail.
  { name: 'next-auth', atLeast: '4.24.15' },
  // A quoted local part sent the sign-in code to somebody else.
  { name: 'nodemailer', atLeast: '7.0.7' },
  // Strict key exchange against prefix truncation (Terrapin) came in 1.15; 1.17 is what was tried.
  { name: 'ssh2', atLeast: '1.17.0' },
  // Catastrophic backtracking below 5.2; 5.7.1 is what was measured.
  { name: 'papaparse', atLeast: '5.7.1' },
  // Code execution through SVG; comes with next as an optional package.
  { name: 'sharp', atLeast: '0.35.5', mayBeAbsent: true },
];

/** Every copy in the lock file counts, also one nested below another package. */
export function belowFloor(
  lockedPackages: Readonly<Record<string, { version?: string }>>,
  floor: readonly Floor[],
): string[] {
  return floor.flatMap(({ name, atLeast, mayBeAbsent }) => {
    const copies = Object.entries(lockedPackages).filter(
      ([path]) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`),
    );
    if (copies.length === 0) return mayBeAbsent ? [] : [`${name} is not installed`];
    return copies
      .filter(([, { version }]) => !version || isBelow(version, atLeast))
      .map(([path, { version }]) => `${path} is ${version ?? 'unknown'}, needs ${atLeast}`);
  });
}

/** A pre-release of the floor itself is below it. */
function isBelow(version: string, floor: string): boolean {
  const [release = '', preRelease] = version.split('-', 2);
  const have = release.split('.').map(Number);
  const want = floor.split('.').map(Number);
  for (const [index, wanted] of want.entries()) {
    const part = have[index] ?? 0;
    if (part !== wanted) return !(part > wanted);
  }
  return preRelease !== undefined;
}
