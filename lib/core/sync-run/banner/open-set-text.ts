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
    return receivedCount === 1 ? `${archiveName} is here.` : `${archiveName} is not complete.`;
  if (awaitedCount === 1)
    return receivedCount === 1
      ? 'manifest.csv is here, and it lists no other files.'
      : 'manifest.csv is not complete.';
  if (receivedCount === awaitedCount) return `All ${plural(awaitedCount, 'file')} are here.`;
  return `${receivedCount} of ${plural(awaitedCount, 'file')} ${receivedCount === 1 ? 'is' : 'are'} here.`;
}

function missingFiles(facts: BannerFacts, set: OpenSetFacts): StateText {
  const until = set.giveUpAt
    ? `If nothing else arrives by ${formatInstant(set.giveUpAt, facts.timeZone, facts.now)}, this set is marked incomplete and none of it is used.`
    : 'Nothing is used until the set is complete.';
  const sender = set.isClientConnected
    ? 'The sending program is still connected.'
    : 'The sending program is not connected.';
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
      ? `${fileList(absent)} ${absent.length === 1 ? 'has' : 'have'} not arrived.`
      : '',
    inPart.length > 0
      ? `${fileList(inPart)} ${inPart.length === 1 ? 'was' : 'were'} cut off during the upload.`
      : '',
  ]
    .filter(Boolean)
    .join(' ');
}

function whenChecked(facts: BannerFacts, set: OpenSetFacts): string[] {
  if (set.isBehind)
    return ['Earlier files are still being checked or applied. These files are next.'];
  const { checkStartsAt } = set;
  if (checkStartsAt === null || checkStartsAt <= facts.now) return ['The check starts now.'];
  const at = clock(checkStartsAt, facts);
  if (!set.isClientConnected) return [`The check starts at ${at}.`];
  const gone =
    set.settledSeconds === null
      ? ''
      : `${formatDuration(set.settledSeconds * 1000)} after the sending program disconnects, `;
  return [`The check starts ${gone}${at} at the latest. Each new file restarts this wait.`];
}

/** When a set is checked, under the list of what arrives: true of every set that can come. */
export function whenSetsAreChecked(facts: {
  quietSeconds: number;
  settledSeconds: number;
  isPaused: boolean;
}): string {
  if (facts.isPaused)
    return 'Files that arrive now are saved, and a complete set will be checked when the pause ends.';
  const quiet = formatDuration(facts.quietSeconds * 1000);
  const whole = `A set is checked when all its files are here and nothing has arrived for ${quiet}`;
  // The shorter wait is said only where it is the shorter one.
  return facts.settledSeconds < facts.quietSeconds
    ? `${whole}. If it is one .zip, or manifest.csv can be read and every file it lists is here, the check starts once your SFTP program has been disconnected for ${formatDuration(facts.settledSeconds * 1000)}.`
    : `${whole}.`;
}
