/**
 * What a change cannot do without. Applying a part of a plan must leave a roster in which everything that
 * is named is there, and from which the next day's comparison finds the rest again:
 *
 * - an added or changed record needs the records its file row names, where the plan adds them;
 * - a removed record needs those that named it to be removed or changed too;
 * - a link goes with the people who make it: the next day links are looked at for people who change only.
 *
 * The rules are data: here for a plan in memory, in lib/server/plan/choose-part.ts as SQL.
 */
import { changeActions, type ChangeAction } from '../change/change';
import { REFERENCES, type RosterEntity } from '../oneroster';

export type SliceEntity = RosterEntity | 'link';

/** What of a change a rule is about. */
export interface SliceSide {
  readonly entity: SliceEntity;
  readonly actions: readonly ChangeAction[];
  /** Of updates, only those that can change who is linked. */
  readonly onlyIfLinks?: true;
}

export interface SliceRule {
  /** A chosen change of this kind … */
  readonly from: SliceSide;
  /** … pulls in changes of this kind … */
  readonly to: SliceSide;
  /** … where one names the other. */
  readonly via: SliceReference | 'link';
}

export interface SliceReference {
  /** Which of the two holds the reference. */
  readonly holder: 'from' | 'to';
  readonly field: string;
  readonly many: boolean;
  /** In the row of the file, or in the live roster. */
  readonly row: 'staged' | 'live';
}

export const linkFields = ['agent_sourced_ids', 'role'];

const arriving: readonly ChangeAction[] = ['ADD', 'REACTIVATE'];

const linkSide: SliceSide = { entity: 'link', actions: changeActions };
const linkingPeople: SliceSide = { entity: 'user', actions: changeActions, onlyIfLinks: true };

export const sliceRules: readonly SliceRule[] = [
  ...REFERENCES.filter(({ field }) => field !== 'agent_sourced_ids').flatMap(
    ({ entity, field, many, target }): SliceRule[] => [
      {
        from: { entity, actions: [...arriving, 'UPDATE'] },
        to: { entity: target, actions: arriving },
        via: { holder: 'from', field, many, row: 'staged' },
      },
      {
        from: { entity: target, actions: ['REMOVE'] },
        to: { entity, actions: ['REMOVE', 'UPDATE'] },
        via: { holder: 'to', field, many, row: 'live' },
      },
    ],
  ),
  { from: linkSide, to: linkingPeople, via: 'link' },
  { from: linkingPeople, to: linkSide, via: 'link' },
];

export interface PlannedChange {
  readonly entity: SliceEntity;
  readonly action: ChangeAction;
  /** Of a link: student and contact, with a line feed between. */
  readonly sourcedId: string;
  readonly changedFields: readonly string[];
  /** Ids by field, as the file row names them and as the live roster does. */
  readonly staged: Readonly<Record<string, readonly string[]>>;
  readonly live: Readonly<Record<string, readonly string[]>>;
}

/**
 * The chosen changes with everything they need: the smallest set that is whole.
 * @reference of the closure in SQL
 */
export function closeSlice(
  changes: readonly PlannedChange[],
  chosen: ReadonlySet<PlannedChange>,
): Set<PlannedChange> {
  return spread(changes, chosen, requires);
}

/**
 * What has to be left out when these are: everything that needs one of them, and so on.
 * @reference of the closure in SQL
 */
export function closeLeftOut(
  changes: readonly PlannedChange[],
  leftOut: ReadonlySet<PlannedChange>,
): Set<PlannedChange> {
  return spread(changes, leftOut, (from, to) => requires(to, from));
}

function spread(
  changes: readonly PlannedChange[],
  start: ReadonlySet<PlannedChange>,
  pulls: (from: PlannedChange, to: PlannedChange) => boolean,
): Set<PlannedChange> {
  const found = new Set(start);
  // A set is walked in the order it grows, also while it grows.
  for (const from of found) {
    for (const to of changes) if (!found.has(to) && pulls(from, to)) found.add(to);
  }
  return found;
}

function requires(from: PlannedChange, to: PlannedChange): boolean {
  return sliceRules.some(
    (rule) =>
      isOn(rule.from, from) &&
      isOn(rule.to, to) &&
      (rule.via === 'link' ? isLinkOf(from, to) : names(rule.via, from, to)),
  );
}

function isOn({ entity, actions, onlyIfLinks }: SliceSide, change: PlannedChange): boolean {
  if (change.entity !== entity || !actions.includes(change.action)) return false;
  if (!onlyIfLinks || change.action !== 'UPDATE') return true;
  return linkFields.some((field) => change.changedFields.includes(field));
}

function isLinkOf(one: PlannedChange, other: PlannedChange): boolean {
  const [link, person] = one.entity === 'link' ? [one, other] : [other, one];
  return link.sourcedId.split('\n').includes(person.sourcedId);
}

function names({ holder, field, row }: SliceReference, from: PlannedChange, to: PlannedChange) {
  const [holding, named] = holder === 'from' ? [from, to] : [to, from];
  // Demographics share their person's key.
  const ids = field === 'sourced_id' ? [holding.sourcedId] : (holding[row][field] ?? []);
  return ids.includes(named.sourcedId);
}
