// Files have come, and nobody has checked them yet.
import { formatInstant } from '@/lib/core/calendar/format-instant';
import { fileList } from '@/lib/core/format/file-list';
import { formatDuration, plural } from '@/lib/core/format/numbers';
import { connectionLabels } from '@/lib/core/sync-run/status-labels';
import type { OpenSetFacts, BannerFacts, StateText } from './facts';
import { clock, whenApplied } from './when-applied-text';

export function receiving(facts: BannerFacts): StateText {
  const { set } = facts;
  if (!set) return { title: 'A file is arriving', sentences: ['A file is arriving now.'] };
  const here = countText(set);
  if (set.arriving.length > 0)
    return {
      title: 'Files are arriving',
      sentences: [`${here} ${fileList(set.arriving)} ${isOrAre(set.arriving)} arriving now.`],
    };
  if (set.missing.length > 0) return missingFiles(facts, set);
  return {
    title: here.slice(0, -1),
    sentences: [
      ...whenChecked(facts, set),
      ...(set.isBehind ? [] : [whenApplied(facts, set.checkStartsAt ?? facts.now)]),
    ],
    countdownTo: set.isBehind || set.isClientConnected ? null : set.checkStartsAt,
    canCheckNow: !set.isBehind,
  };
}

export const isOrAre = (names: readonly string[]): string => (names.length === 1 ? 'is' : 'are');

/** "All 7 files are here.", "6 of 7 files are here.", "lakeview.zip is here." */
export function countText(
  set: Pick<OpenSetFacts, 'receivedCount' | 'awaitedCount' | 'archiveName'>,
): string {
  const { receivedCount, awaitedCount, archiveName } = set;
  if (archiveName !== null)
    return receivedCount === 1
      ? `${archiveName} is here.`
      : `${archiveName} is not here as a whole.`;
  if (awaitedCount === 1)
    return receivedCount === 1
      ? 'manifest.csv is here, and it lists no other files.'
      : 'manifest.csv is not here as a whole.';
  if (receivedCount === awaitedCount) return `All ${plural(awaitedCount, 'file')} are here.`;
  return `${receivedCount} of ${plural(awaitedCount, 'file')} ${receivedCount === 1 ? 'is' : 'are'} here.`;
}

function missingFiles(facts: BannerFacts, set: OpenSetFacts): StateText {
  const until = set.giveUpAt
    ? `If nothing else comes by ${formatInstant(set.giveUpAt, facts.timeZone, facts.now)}, this set is given up and none of it is read.`
    : 'Nothing is read before the set is whole.';
  const sender = set.isClientConnected
    ? 'The program that sends is still connected.'
    : 'The program that sends is not connected.';
  const sentences = [...countBesideMissing(set), `${missingText(set)} ${sender}`, until];
  if (!set.isQuiet) return { title: 'Waiting for the next file', sentences };
  const again = set.missing.every((name) => set.cut.includes(name)) ? ' again' : '';
  return {
    title: `Send ${fileList(set.missing)}${again}`,
    word: { ...connectionLabels.RECEIVING, tone: 'waiting', owner: 'district' },
    sentences,
  };
}

/** Of an archive that was cut, its own sentence says all. */
export const countBesideMissing = (set: OpenSetFacts): string[] =>
  set.archiveName === null ? [countText(set)] : [];

/** "users.csv has not come.", "lakeview.zip came only in part." */
export function missingText({ missing, cut }: Pick<OpenSetFacts, 'missing' | 'cut'>): string {
  const absent = missing.filter((name) => !cut.includes(name));
  const inPart = missing.filter((name) => cut.includes(name));
  return [
    absent.length > 0
      ? `${fileList(absent)} ${absent.length === 1 ? 'has' : 'have'} not come.`
      : '',
    inPart.length > 0 ? `${fileList(inPart)} came only in part.` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

function whenChecked(facts: BannerFacts, set: OpenSetFacts): string[] {
  if (set.isBehind)
    return ['Earlier files are being checked or applied. These are checked after them.'];
  const { checkStartsAt } = set;
  if (checkStartsAt === null || checkStartsAt <= facts.now) return ['The check starts now.'];
  const at = clock(checkStartsAt, facts);
  if (!set.isClientConnected) return [`The check starts at ${at}.`];
  const gone =
    set.settledSeconds === null
      ? ''
      : `${formatDuration(set.settledSeconds * 1000)} after the program that sends disconnects, and `;
  return [`The check starts ${gone}at ${at} at the latest; each new file restarts this wait.`];
}

/** When a set is checked, under the list of what arrives: true of every set that can come. */
export function whenSetsAreChecked(facts: {
  quietSeconds: number;
  settledSeconds: number;
  isPaused: boolean;
}): string {
  if (facts.isPaused)
    return 'Files that come now are kept, and a whole set is checked when the pause ends.';
  const quiet = formatDuration(facts.quietSeconds * 1000);
  const whole = `A set is checked when all its files are here and nothing has arrived for ${quiet}`;
  // The shorter wait is said only where it is the shorter one.
  return facts.settledSeconds < facts.quietSeconds
    ? `${whole}. Where it is one .zip, or manifest.csv can be read and every file it lists is here, it is checked as soon as the program that sends has been gone for ${formatDuration(facts.settledSeconds * 1000)}.`
    : `${whole}.`;
}
