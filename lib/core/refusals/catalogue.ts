// Every way in which a command says no. The type of what a command answers can only name codes that stand here, and pages
// and command line say the sentence that stands here: an import of `Refused` is the first hop, this list the second.
import { attendanceRefusals } from './attendance';
import { districtRefusals } from './districts';
import { goLiveRefusals } from './go-live';
import { httpRefusals } from './http';
import { mailRefusals } from './mail';
import { peopleRefusals } from './people';
import { policyRefusals } from './policy';
import { pullRefusals } from './pulls';
import type { Reading } from './refusal';
import { reviewRefusals } from './reviews';
import { runRefusals } from './runs';
import { signInRefusals } from './sign-in';

/** A code is in one topic only; a test holds it. */
export const REFUSALS = {
  ...httpRefusals,
  ...signInRefusals,
  ...peopleRefusals,
  ...districtRefusals,
  ...goLiveRefusals,
  ...runRefusals,
  ...reviewRefusals,
  ...policyRefusals,
  ...pullRefusals,
  ...attendanceRefusals,
  ...mailRefusals,
} as const;

export type RefusalCode = keyof typeof REFUSALS;

/** What has to be answered beside the code, for its sentence. */
type FactsOf<C extends RefusalCode> = (typeof REFUSALS)[C]['sentence'] extends (
  facts: infer F,
  reading: Reading,
) => string
  ? F
  : unknown;

/** What a command answers when it does nothing. */
export type Refused<C extends RefusalCode> = C extends RefusalCode
  ? { ok: false; code: C } & FactsOf<C>
  : never;

/** Codes whose sentence needs nothing beside them. */
export type PlainCode = {
  [C in RefusalCode]: unknown extends FactsOf<C> ? C : never;
}[RefusalCode];

export type AnyRefused = Refused<RefusalCode> | { ok: false; code: PlainCode };
