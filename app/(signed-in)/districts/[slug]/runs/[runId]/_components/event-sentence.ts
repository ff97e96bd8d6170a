import { capital } from '@/lib/core/format/capital';
import { syncRunStates } from '@/lib/core/sync-run/states';
import { runLabels } from '@/lib/core/sync-run/status-labels';
import { formatBytes, formatNumber } from '@/lib/core/format/numbers';
import type { RunEvent } from '@/lib/server/sync-runs/queries/get-run';

type Detail = RunEvent['detail'];

/** One line of the timeline in words. An event of a kind nobody taught us shows its kind. */
export function eventSentence({ kind, detail }: Pick<RunEvent, 'kind' | 'detail'>): string {
  switch (kind) {
    case 'RECEIVED_FILE':
      return receivedSentence(detail);
    case 'MOVED':
      return movedSentence(detail);
    case 'UNDONE':
      return detail.part === 'REMOVALS' ? 'Removals undone' : 'Undone';
    default:
      return [capital(String(detail.step ?? detail.note ?? kind)), ...numbersOf(detail)].join(
        ' · ',
      );
  }
}

function receivedSentence({ fileName, byteCount, isWhole }: Detail): string {
  const size = typeof byteCount === 'number' ? `, ${formatBytes(byteCount)}` : '';
  const cut = isWhole === false ? '; the upload was cut off, so it was not used' : '';
  return `${String(fileName ?? 'A file')} received${size}${cut}`;
}

function movedSentence(detail: Detail): string {
  const to = syncRunStates.find((state) => state === detail.to);
  const word = to ? runLabels[to].word : String(detail.to);
  if (detail.decision === 'approved') return `Approved version ${String(detail.version)}: ${word}`;
  if (detail.decision === 'rejected') return `Rejected version ${String(detail.version)}`;
  if (to === 'HELD') return `${word}: held for review, version ${String(detail.version ?? 1)}`;
  if (to === 'INCOMPLETE' && detail.missing) return `${word}: ${String(detail.missing)} missing`;
  if (to === 'SUPERSEDED' && detail.byRunNumber)
    return `${word} by run ${String(detail.byRunNumber)}`;
  return [word, ...numbersOf(detail)].join(' · ');
}

function numbersOf(detail: Detail): string[] {
  return Object.entries(detail)
    .filter(([name, value]) => typeof value === 'number' && /(count|rows|seconds)$/i.test(name))
    .map(([name, value]) => `${formatNumber(Number(value))} ${spaced(name)}`);
}

function spaced(name: string): string {
  return name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`).replace(/ count$/, '');
}
