// Checks files in the browser, beside the page. It is loaded when a check starts and ended when it is canceled, and its policy
// (lib/server/http/security-headers.ts) lets it send nothing anywhere.
import { problemOfArchive } from '@/lib/core/archive/archive-entry';
import { checkFiles } from '@/lib/core/check-set/check-files';
import type { AnyRefused } from '@/lib/core/refusals/catalogue';
import { refusalText } from '@/lib/core/refusals/refusal-text';
import { openChosen } from './chosen-files';
import { FILE_GONE, type CheckAnswer, type CheckRequest } from './messages';
import { resultOf } from './result-of';

const PROGRESS_MS = 100;

const answer = (message: CheckAnswer): void => self.postMessage(message);

self.addEventListener('message', (event: MessageEvent<CheckRequest>) => {
  void check(event.data).then(answer, (error: unknown) =>
    // A file that was moved, changed or locked meanwhile is one that the browser cannot read.
    answer(
      error instanceof DOMException ? { kind: 'refused', message: FILE_GONE } : { kind: 'failed' },
    ),
  );
});

async function check({ files, choices, today }: CheckRequest): Promise<CheckAnswer> {
  let bytesRead = 0;
  let bytesTotal = 0;
  let saidAt = 0;
  let current = '';
  const note = (fileName: string, byteCount: number): void => {
    bytesRead += byteCount;
    const now = Date.now();
    if (fileName === current && now - saidAt < PROGRESS_MS) return;
    current = fileName;
    saidAt = now;
    answer({ kind: 'progress', fileName, bytesRead, bytesTotal });
  };
  const opened = await openChosen(files, note);
  if (!opened.ok) return refused(opened);
  ({ bytesTotal } = opened);
  const checked = await checkFiles(
    opened.files,
    { ...choices, today },
    { found: opened.found, problemOf: problemOfArchive },
  );
  if (!checked.ok) return refused(checked);
  return { kind: 'done', result: resultOf(checked) };
}

function refused(why: AnyRefused): CheckAnswer {
  const reading = { reader: 'anyone', now: new Date(), timeZone: 'UTC' } as const;
  return { kind: 'refused', message: refusalText(why, reading) };
}
