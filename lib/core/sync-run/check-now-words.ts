import { fileList } from '@/lib/core/format/file-list';

/** Why a set is not checked before its time, as `checkNow` answers it. */
export type CheckNowRefusal =
  | { code: 'NOTHING_WAITING' | 'ALREADY_CHECKING' | 'PAUSED' | 'BUSY' }
  | { code: 'STILL_ARRIVING' | 'FILES_MISSING'; fileNames: readonly string[] };

export function checkNowRefusal(refusal: CheckNowRefusal): string {
  switch (refusal.code) {
    case 'NOTHING_WAITING':
      return 'No set of roster files waits to be checked. Send one first.';
    case 'ALREADY_CHECKING':
      return 'These files are being checked already. The page shows how it stands now.';
    case 'PAUSED':
      return 'Updates of this district are paused. The files are kept, and a whole set is checked when the pause ends.';
    case 'BUSY':
      return 'Earlier files of this district are being checked or applied right now. Try again when that is done.';
    case 'STILL_ARRIVING':
      return `${fileList(refusal.fileNames)} ${refusal.fileNames.length === 1 ? 'is' : 'are'} still arriving. Try again when the upload is done.`;
    case 'FILES_MISSING':
      return `${fileList(refusal.fileNames)} ${refusal.fileNames.length === 1 ? 'is' : 'are'} not here as a whole yet. Send the rest first: only a whole set is checked, so that nobody is removed because a file was missing.`;
  }
}
