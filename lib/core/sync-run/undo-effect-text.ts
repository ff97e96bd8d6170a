// What an undo would do, as its dialogs say it before somebody decides. What an approval in part left out was not applied
// and is not undone; how much of it were removals is not counted.
import { formatNumber, plural } from '../format/numbers';

interface Effect {
  added: number;
  changed: number;
  removed: number;
  planKind: 'INITIAL' | 'INCREMENTAL' | null;
  /** Changes that an approval in part left out, of all three. */
  heldBackCount: number;
}

/** Of the whole update. */
export function undoneSentence({ added, changed, removed, planKind, heldBackCount }: Effect) {
  if (added + changed + removed - heldBackCount <= 0) return 'It changed no record.';
  if (planKind === 'INITIAL')
    return added === 1
      ? 'The one record of the first roster goes.'
      : `All ${formatNumber(added)} records of the first roster go.`;
  const parts = [
    part(removed, 'removed record', ['comes back', 'come back']),
    part(added, 'added record', ['goes', 'go']),
    part(changed, 'change', ['is undone', 'are undone']),
  ].filter((each) => each !== null);
  return `${parts.join(', ')}${lessLeftOut(heldBackCount)}.`;
}

/** Of its removals alone. */
export function restoredSentence({ removed, heldBackCount }: Effect): string {
  return heldBackCount > 0
    ? `Of ${plural(removed, 'removed record')}, those that were not among the ${leftOut(heldBackCount)} are in the live roster again.`
    : `${plural(removed, 'removed record')} ${removed === 1 ? 'is' : 'are'} in the live roster again.`;
}

function part(count: number, noun: string, [one, many]: [string, string]): string | null {
  return count > 0 ? `${plural(count, noun)} ${count === 1 ? one : many}` : null;
}

const leftOut = (count: number): string => `${plural(count, 'change')} left out`;

const lessLeftOut = (count: number): string => (count > 0 ? `, less the ${leftOut(count)}` : '');
