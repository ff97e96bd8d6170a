// What is known of the files of a set while it is being received, and what to do about it. It is kept with a set that is
// given up, and the pages, the mail and the command line say it in the same words.
import { formatInstant } from '@/lib/core/calendar/format-instant';
import { formatBytes, formatPercent, listed } from '@/lib/core/format/numbers';
import {
  otherFormatRemedies,
  otherFormatLabels,
  type OtherFormat,
} from '@/lib/core/oneroster/other-formats';

export type FileHint =
  | { code: 'OTHER_FORMAT'; format: OtherFormat; fileNames: string[] }
  | { code: 'WRONG_NAME'; fileName: string; rightName: string }
  | { code: 'FOLDER_INSTEAD_OF_ROOT'; fileName: string; rightName: string | null }
  | { code: 'NEVER_RENAMED'; fileName: string; rightName: string | null }
  | { code: 'UNKNOWN_NAME'; fileNames: string[] }
  /** `percent` of the last whole file of that name, null when there was none. */
  | {
      code: 'UPLOAD_STOPPED';
      fileName: string;
      byteCount: number;
      percent: number | null;
      at: Date;
    };

/** As it is kept beside a run, where instants are text. */
export type KeptFileHint = Exclude<FileHint, { at: Date }> | KeptStop;
type KeptStop = Omit<Extract<FileHint, { at: Date }>, 'at'> & { at: string };

export function fileHintFrom(kept: KeptFileHint): FileHint {
  return kept.code === 'UPLOAD_STOPPED' ? { ...kept, at: new Date(kept.at) } : kept;
}

export function fileHintSentence(hint: FileHint, now: Date, timeZone: string): string {
  switch (hint.code) {
    case 'OTHER_FORMAT':
      return `${otherFormatSentence(hint.format, hint.fileNames)} ${otherFormatRemedies[hint.format]}, and send all of its files.`;
    case 'WRONG_NAME':
      return `We received ${hint.fileName}; the name must be ${hint.rightName}. Names are case sensitive.`;
    case 'FOLDER_INSTEAD_OF_ROOT':
      return `We received ${hint.fileName} inside a folder. Send ${hint.rightName ?? 'it'} to the root folder (/).`;
    case 'NEVER_RENAMED':
      return `We received ${hint.fileName}, which looks like a temporary name. Your program did not rename it${hint.rightName ? ` to ${hint.rightName}` : ''} after the upload.`;
    case 'UNKNOWN_NAME':
      return hint.fileNames.length === 1
        ? `We received ${listed(hint.fileNames)}, which is not the name of a OneRoster 1.1 file. It was not read.`
        : `We received ${listed(hint.fileNames)}, which are not names of OneRoster 1.1 files. They were not read.`;
    case 'UPLOAD_STOPPED':
      return `The upload of ${hint.fileName} stopped at ${hint.percent === null ? formatBytes(hint.byteCount) : formatPercent(hint.percent)} (${formatInstant(hint.at, timeZone, now)}); it was not used. Send it again.`;
  }
}

export function otherFormatSentence(format: OtherFormat, fileNames: readonly string[]): string {
  return `${listed(fileNames)} ${fileNames.length === 1 ? 'looks' : 'look'} like ${otherFormatLabels[format]}. TalkingPoints reads OneRoster 1.1.`;
}
