'use client';

import { useEffect, useId, useRef, useState } from 'react';
import { Button } from '../ui/button';
import { buttonClass } from '../ui/button-class';
import classes from './session-warning.module.css';

const ADDRESS = '/api/session';
const warningMs = 120_000;
/** While the warning shows: another tab may be where the person is. */
const againMs = 30_000;
const retryMs = 5_000;

type Left = {
  userId: number;
  remainingMs: number;
  end: 'IDLE' | 'EXPIRED';
  afterMinutes: number;
};

/** The next thing to ask of the server; a POST says that somebody is there. Null waits for a sign of life. */
type Question = { method: 'GET' | 'POST'; afterMs: number | null; isByHand?: boolean };

type Notice =
  | { kind: 'IDLE' | 'EXPIRED'; remainingMs: number; afterMinutes: number }
  | { kind: 'OVER'; isStillOut: boolean };

/**
 * Says two minutes before that the session will end, and keeps it with one key. Afterwards it stays on the
 * page, hidden, so that what was typed can be sent once its owner has signed in elsewhere. It loads another
 * page only for somebody else, and what it asks by itself does not keep the session alive.
 */
export function SessionWarning({ atFirst }: { atFirst: Left }) {
  const { userId } = atFirst;
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  // What its reader closed is not said a second time.
  const announced = useRef<Notice['kind'] | null>(null);
  const [notice, setNotice] = useState<Notice | null>(null);
  const [question, setQuestion] = useState<Question>({
    method: 'GET',
    afterMs: atFirst.remainingMs - warningMs,
  });

  useEffect(() => {
    const { method, afterMs, isByHand = false } = question;
    if (afterMs === null) return;
    let isReplaced = false;
    const ask = async () => {
      const left = await askServer(method);
      if (isReplaced) return;
      if (left === 'NO_ANSWER') return setQuestion({ ...question, afterMs: retryMs });
      if (left && left.userId !== userId) return window.location.assign('/');
      const next = noticeOf(left, isByHand);
      if (!next) announced.current = null;
      if (isByHand || !next || next.kind !== announced.current) setNotice(next);
      setQuestion({ method: 'GET', afterMs: waitAfter(left) });
    };
    const timer = setTimeout(() => void ask(), Math.max(0, afterMs));
    return () => {
      isReplaced = true;
      clearTimeout(timer);
    };
  }, [question, userId]);

  useEffect(() => {
    // Timers stand still while a computer sleeps.
    const onVisible = () => {
      if (document.visibilityState === 'visible') {
        setQuestion((waiting) => ({ ...waiting, afterMs: 0 }));
      }
    };
    document.addEventListener('visibilitychange', onVisible);
    return () => document.removeEventListener('visibilitychange', onVisible);
  }, []);

  const kind = notice?.kind;
  useEffect(() => {
    if (!kind) return dialog.current?.close();
    if (!dialog.current?.open) dialog.current?.showModal();
    dialog.current?.querySelector<HTMLElement>('a, button')?.focus();
  }, [kind]);

  const close = () => dialog.current?.close();
  // By its button or by Escape.
  const onClose = () => {
    if (!notice) return;
    announced.current = notice.kind;
    setNotice(null);
    if (notice.kind === 'IDLE') setQuestion({ method: 'POST', afterMs: 0 });
  };
  return (
    <dialog
      ref={dialog}
      role="alertdialog"
      className={classes.dialog}
      data-hides-page={notice?.kind === 'OVER' || undefined}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      onClose={onClose}
    >
      {notice ? (
        <>
          <h2 id={`${id}-title`}>{titles[notice.kind]}</h2>
          <p id={`${id}-text`}>{textOf(notice)}</p>
          <div className={classes.buttons}>
            {notice.kind === 'OVER' ? (
              <>
                <a className={buttonClass({ variant: 'primary' })} href="/sign-in" target="_blank">
                  Sign in (new tab)
                </a>
                <Button onClick={() => setQuestion({ method: 'GET', afterMs: 0, isByHand: true })}>
                  I signed in
                </Button>
              </>
            ) : (
              <Button variant="primary" onClick={close}>
                {notice.kind === 'IDLE' ? 'Stay signed in' : 'OK'}
              </Button>
            )}
          </div>
          <p role="status" className={classes.said}>
            {notice.kind === 'OVER' && notice.isStillOut ? 'You are not signed in yet.' : ''}
          </p>
        </>
      ) : null}
    </dialog>
  );
}

const titles: Record<Notice['kind'], string> = {
  IDLE: 'Are you still there?',
  EXPIRED: 'Your session ends soon',
  OVER: 'You were signed out',
};

function textOf(notice: Notice): string {
  if (notice.kind === 'OVER') {
    return 'What you typed is still here. Sign in in a new tab, then come back to this one and continue.';
  }
  const minutes = Math.ceil(notice.remainingMs / 60_000);
  const when = `in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
  return notice.kind === 'IDLE'
    ? `You will be signed out ${when}, because there was no activity for almost ${notice.afterMinutes} minutes. What you typed will stay here.`
    : `You will be signed out ${when}, because you signed in almost ${notice.afterMinutes / 60} hours ago. Submit what you typed before then.`;
}

function noticeOf(left: Left | null, isByHand: boolean): Notice | null {
  if (!left) return { kind: 'OVER', isStillOut: isByHand };
  const { end: kind, remainingMs, afterMinutes } = left;
  return remainingMs > warningMs ? null : { kind, remainingMs, afterMinutes };
}

function waitAfter(left: Left | null): number | null {
  if (!left) return null;
  const { remainingMs } = left;
  return remainingMs > warningMs ? remainingMs - warningMs : Math.min(againMs, remainingMs);
}

async function askServer(method: Question['method']): Promise<Left | null | 'NO_ANSWER'> {
  try {
    const response = await fetch(ADDRESS, { method });
    if (response.status === 401) return null;
    return response.ok ? ((await response.json()) as Left) : 'NO_ANSWER';
  } catch {
    return 'NO_ANSWER';
  }
}
