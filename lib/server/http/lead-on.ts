import 'server-only';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { ASKED_PATH_HEADER } from '../auth/return-to';

/** For pages: from an address of an earlier version to the one of today, with all that stands behind it. */
export async function leadOn(asked: string, path: string): Promise<void> {
  if (asked === path) return;
  const whole = (await headers()).get(ASKED_PATH_HEADER) ?? '';
  redirect(whole.startsWith(asked) ? path + whole.slice(asked.length) : path);
}
