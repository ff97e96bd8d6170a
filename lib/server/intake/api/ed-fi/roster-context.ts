// What every file of a pull is made with: what is kept of the source, and the school years that are taken of it.
import { schoolYearsOf, yearsToTake } from '@/lib/core/ed-fi/academic-sessions';
import type { Session } from '@/lib/core/ed-fi/resources';
import type { PullPlan } from '../source';
import type { MirrorReader } from './mirror-reader';

export interface RosterContext {
  reader: MirrorReader;
  plan: PullPlan;
  /** Number of the data standard. */
  standard: number;
  sessions: readonly Session[];
  /** School years that are taken. */
  years: ReadonlySet<number>;
}

export async function rosterContext(
  reader: MirrorReader,
  plan: PullPlan,
  standard: number,
): Promise<RosterContext> {
  const sessions: Session[] = [];
  for await (const session of reader.all('sessions')) sessions.push(session);
  const years = yearsToTake(schoolYearsOf(sessions), plan.today, plan.settings.nextYear);
  return { reader, plan, standard, sessions, years: new Set(years) };
}
