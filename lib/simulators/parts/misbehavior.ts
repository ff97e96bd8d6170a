/**
 * What a simulated server does wrong on request. A misbehavior is meant for one collection or for all, for one page or for
 * all, and for so many requests; what it says of rows and totals is done by the simulator, the rest by the HTTP server.
 */
import { z } from 'zod';

const scope = {
  /** Last collection in the path, "users"; "token" is the token address. All of them when not given. */
  collection: z.string().optional(),
  /** The nth request for the collection since the server last behaved, from 1. */
  page: z.int().positive().optional(),
  /** Requests it is meant for; all that follow when not given. */
  times: z.int().positive().optional(),
};

function kind<Kind extends string, Details extends z.core.$ZodLooseShape>(
  name: Kind,
  details: Details,
) {
  return z.strictObject({ kind: z.literal(name), ...scope, ...details });
}

export const misbehaviorSchema = z.discriminatedUnion('kind', [
  kind('clampedLimit', { limit: z.int().positive() }),
  kind('noTotals', {}),
  kind('noLinks', {}),
  kind('wrongTotal', { total: z.int() }),
  /** The total as it is, and no rows. */
  kind('noRows', {}),
  /**
   * After the page so many rows come in at the front, or as many as that below zero are gone from it. New rows of an Ed-Fi
   * API stand at the end and move nothing: there none come in.
   */
  kind('drift', { rows: z.int() }),
  kind('lastPageAgain', {}),
  kind('refusedBeyondEnd', { status: z.literal([400, 404]) }),
  kind('filterIgnored', {}),
  kind('nextElsewhere', { origin: z.string() }),
  /** The tokens given so far end here. */
  kind('expiredToken', {}),
  kind('busy', {
    status: z.literal([429, 503]),
    seconds: z.number(),
    says: z.enum(['seconds', 'date', 'text', 'nothing']),
  }),
  kind('failure', { status: z.int() }),
  kind('html', {}),
  kind('emptyObject', {}),
  kind('hang', {}),
  kind('cut', {}),
  kind('slow', { milliseconds: z.number() }),
  /** To the same path at another origin; to the same one when not given, with "again" in the query so that it ends. */
  kind('redirect', { status: z.literal([301, 302, 307, 308]), origin: z.string().optional() }),
  kind('booleans', {}),
  kind('gradesAsText', {}),
  kind('noStatus', {}),
  kind('noDates', {}),
  /** The first record of a page has no id. */
  kind('blankId', {}),
  /** ClassLink's x-perm-rev, another one with each request. */
  kind('movingRevision', {}),
  /** Deletes as the first servers told them: an id and a version, nothing of what is gone. */
  kind('noKeyValues', {}),
]);

export type Misbehavior = z.infer<typeof misbehaviorSchema>;
export type MisbehaviorKind = Misbehavior['kind'];
type OfKind<Kind extends MisbehaviorKind> = Extract<Misbehavior, { kind: Kind }>;

/** What is wrong with one answer. */
export interface Wrongs {
  find<Kind extends MisbehaviorKind>(kind: Kind): OfKind<Kind> | undefined;
}

export class Misbehaviors {
  private asked: { misbehavior: Misbehavior; left: number }[] = [];
  private readonly requests = new Map<string, number>();

  add(misbehavior: Misbehavior): void {
    this.asked.push({ misbehavior, left: misbehavior.times ?? Infinity });
  }

  clear(): void {
    this.asked = [];
    this.requests.clear();
  }

  /** Counts the request, and takes one off what is meant for so many. */
  ofNextRequest(collection: string): Wrongs & { readonly page: number } {
    const page = (this.requests.get(collection) ?? 0) + 1;
    this.requests.set(collection, page);
    const meant = this.asked.filter(
      ({ misbehavior, left }) =>
        left > 0 &&
        (misbehavior.collection ?? collection) === collection &&
        (misbehavior.page ?? page) === page,
    );
    for (const each of meant) each.left -= 1;
    const list = meant.map(({ misbehavior }) => misbehavior);
    return {
      page,
      find: <Kind extends MisbehaviorKind>(kind: Kind) =>
        list.find((each): each is OfKind<Kind> => each.kind === kind),
    };
  }
}
