'use client';

import { useEffect, useRef, useState } from 'react';
import type { CheckAnswer, CheckProgress, CheckRequest, CheckResult } from './messages';

export type CheckState =
  | { kind: 'waiting'; words?: string }
  | { kind: 'checking'; progress: CheckProgress | null }
  | { kind: 'refused'; message: string }
  | { kind: 'done'; result: CheckResult };

const FAILED =
  'The check could not be finished in this browser. Check the files on the command line, or send them: we check them as they arrive.';

/** One check at a time, in a worker that lives as long as the check. */
export function useCheck() {
  const [state, setState] = useState<CheckState>({ kind: 'waiting' });
  const worker = useRef<Worker | null>(null);

  function end(next: CheckState) {
    worker.current?.terminate();
    worker.current = null;
    setState(next);
  }

  function start(request: CheckRequest) {
    end({ kind: 'checking', progress: null });
    const started = new Worker(new URL('./check.worker.ts', import.meta.url));
    worker.current = started;
    started.onerror = () => end({ kind: 'refused', message: FAILED });
    started.onmessage = ({ data }: MessageEvent<CheckAnswer>) => {
      if (data.kind === 'progress') setState({ kind: 'checking', progress: data });
      else if (data.kind === 'failed') end({ kind: 'refused', message: FAILED });
      else end(data);
    };
    started.postMessage(request);
  }

  useEffect(() => () => worker.current?.terminate(), []);

  return {
    state,
    start,
    refuse: (message: string) => end({ kind: 'refused', message }),
    cancel: () => end({ kind: 'waiting', words: 'The check was canceled.' }),
    reset: () => end({ kind: 'waiting' }),
  };
}
