import type { httpRefusals } from '@/lib/core/refusals/http';
import { refusalText } from '@/lib/core/refusals/refusal-text';
import type { Reader } from '@/lib/core/refusals/refusal';
import { STAFF_TIME_ZONE } from '../mail/staff-time-zone';

/** Why a request is refused, as pages, actions and routes say it. */
export type HttpRefusalCode = keyof typeof httpRefusals;

const STATUS: Record<HttpRefusalCode, number> = {
  WRONG_ORIGIN: 403,
  WRONG_METHOD: 405,
  SIGNED_OUT: 401,
  NOT_FOUND: 404,
  NOT_ALLOWED: 403,
  TOO_OFTEN: 429,
  TOO_LARGE: 413,
  UNREADABLE: 400,
};

export function httpRefusal(
  code: HttpRefusalCode,
  reader: Reader = 'anyone',
): { status: number; message: string } {
  const reading = { reader, now: new Date(0), timeZone: STAFF_TIME_ZONE };
  return { status: STATUS[code], message: refusalText({ ok: false, code }, reading) };
}
