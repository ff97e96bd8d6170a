// What an undo would do, as its dialogs say it before somebody decides. What an approval in part left out was not applied
// and is not undone.
import { formatNumber, plural } from '../format/numbers';

interface Effect {
  added: number;
  changed: number;
  removed: number;
  planKind: 'INITIAL' | 'INCREMENTAL' | null;
  /** Changes that an approval in part left out, of all three. */
  heldBackCount: number;
  /** How many of those were removals; null where the rows that tell it are gone. */
  heldBackRemovals: number | null;
}

/** Of the whole update. */
export function undoneSentence({ added, changed, removed, planKind, heldBackCount }: Effect) {
  if (added + changed + removed - heldBackCount <= 0) return 'It changed no records.';
  if (planKind === 'INITIAL')
    return added === 1
      ? 'The only record of the first roster will be removed.'
      : `All ${formatNumber(added)} records of the first roster will be removed.`;
  const parts = [
    part(removed, 'removed record', 'will come back'),
    part(added, 'added record', 'will be removed'),
    part(changed, 'change', 'will be undone'),
  ].filter((each) => each !== null);
  if (heldBackCount === 0) return `${parts.join(', ')}.`;
  const left = `${plural(heldBackCount, 'change')} left out of the approval ${heldBackCount === 1 ? 'is' : 'are'} not affected.`;
  return `Up to ${parts.join(', ')}. ${left}`;
}

/** Of its removals alone. */
export function restoredSentence({ removed, heldBackCount, heldBackRemovals }: Effect): string {
  const left = heldBackCount === 0 ? 0 : heldBackRemovals;
  const records = plural(removed - (left ?? 0), 'removed record');
  return `${left === null ? 'Up to ' : ''}${records} will be in the live roster again.`;
}

function part(count: number, noun: string, fate: string): string | null {
  return count > 0 ? `${plural(count, noun)} ${fate}` : null;
}
