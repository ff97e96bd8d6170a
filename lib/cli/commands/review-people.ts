// People and reviews named on the command line.
import type { Command } from 'commander';
import type { Actor, AppContext } from '@/lib/server/app-context';
import { listContacts, listStaff } from '@/lib/server/people/queries/list-people';
import { findReview, type ReviewDetail } from '@/lib/server/reviews/queries/review-detail';
import { id, wholeNumber } from '../arguments';
import type { CommandContext } from '../command-context';
import { refuse, type Outcome } from '../outcome';

export interface Target {
  version: number;
  fingerprint: string;
  as?: string;
}

export interface Asker {
  as?: string;
}

/** The review, the version and the fingerprint a decision is about, and who decides. */
export function withTarget(command: Command): Command {
  return withAsker(command)
    .requiredOption('--version <number>', 'the version that was looked at', wholeNumber)
    .requiredOption('--fingerprint <text>', 'the fingerprint "review show" printed');
}

export function withAsker(command: Command): Command {
  return command
    .argument('<id>', 'of the review', id)
    .option(
      '--as <email>',
      'email address of the staff member who decides; recorded with the decision',
    );
}

/** Finds the review and who acts; an address nobody of our staff has is refused. */
export async function onReview(
  { ctx, actor }: CommandContext,
  reviewId: number,
  { as }: Asker,
  work: (review: ReviewDetail, actor: Actor) => Promise<Outcome>,
): Promise<Outcome> {
  const review = await findReview(ctx, reviewId);
  if (!review) return refuse('REVIEW_NOT_FOUND');
  if (as === undefined) return work(review, actor);
  const person = await findStaffByEmail(ctx, as);
  if (!person) return refuse('STAFF_NOT_FOUND');
  return work(review, { ...actor, userId: person.id });
}

export async function findStaffByEmail(
  ctx: AppContext,
  address: string,
): Promise<{ id: number } | undefined> {
  return byEmail(await listStaff(ctx), address);
}

export async function findContactByEmail(
  ctx: AppContext,
  tenantId: number,
  address: string,
): Promise<{ id: number } | undefined> {
  return byEmail(await listContacts(ctx, tenantId), address);
}

function byEmail<P extends { email: string; disabledAt: Date | null }>(
  people: readonly P[],
  address: string,
): P | undefined {
  const wanted = address.trim().toLowerCase();
  return people.find(({ email, disabledAt }) => email === wanted && !disabledAt);
}
