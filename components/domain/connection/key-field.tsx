'use client';

import { useEffect, useRef, useState, type ChangeEvent } from 'react';
import { holdsPrivateKey } from '@/lib/core/sftp/public-key';
import { TextareaField } from '../../ui/fields';
import { useInBrowser } from '../../ui/use-in-browser';
import classes from './connection.module.css';

/**
 * A public key, pasted or out of a file, which is read here and not sent as a file. A private key is taken away again at
 * once: it must not even be sent. `isPrivate` says so.
 */
export function KeyField({ isPrivate }: { isPrivate: string }) {
  const text = useRef<HTMLTextAreaElement>(null);
  const [wasPrivate, setWasPrivate] = useState(false);
  const isInBrowser = useInBrowser();

  // Once the form is sent, its answer is what counts.
  useEffect(() => {
    const form = text.current?.form;
    const forget = (): void => setWasPrivate(false);
    form?.addEventListener('submit', forget);
    return () => form?.removeEventListener('submit', forget);
  }, []);

  function take(value: string): void {
    const mustGo = holdsPrivateKey(value);
    setWasPrivate(mustGo);
    if (text.current && (mustGo || text.current.value !== value))
      text.current.value = mustGo ? '' : value;
  }

  async function takeFile({ target }: ChangeEvent<HTMLInputElement>): Promise<void> {
    const [file] = target.files ?? [];
    if (file) take(await file.slice(0, MOST_BYTES).text());
    target.value = '';
  }

  return (
    <>
      <TextareaField
        ref={text}
        name="key"
        label="Public key"
        hint="One line that begins with its kind, such as ssh-ed25519, or what PuTTYgen saves. Never the private key."
        error={wasPrivate ? isPrivate : undefined}
        rows={4}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => take(event.currentTarget.value)}
      />
      {isInBrowser ? (
        <label className={classes.file}>
          Or choose a file that ends in .pub
          <input
            type="file"
            accept=".pub,.txt,text/plain"
            onChange={(event) => void takeFile(event)}
          />
        </label>
      ) : null}
    </>
  );
}

/** A key is a few hundred bytes; whatever is longer is none. */
const MOST_BYTES = 64 * 1024;
