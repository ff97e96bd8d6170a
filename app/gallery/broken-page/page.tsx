import { connection } from 'next/server';

/** Fails: with no error page of its own between it and the root, `global-error.tsx` is what is left. */
export default async function BrokenPage(): Promise<never> {
  await connection();
  throw new Error('The gallery asked for a page that fails.');
}
