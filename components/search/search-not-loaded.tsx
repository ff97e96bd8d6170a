import { useId, useLayoutEffect, useRef, type RefObject } from 'react';
import { createPortal } from 'react-dom';
import { Button } from '../ui/button';
import classes from './search-not-loaded.module.css';

/**
 * The search is loaded when it is first wanted, and that can fail: the page stays as it is. Somebody may be typing at that very
 * moment, so what is typed goes on into a field here, and a blank is a blank and presses nothing.
 */
export function SearchNotLoaded({
  typed,
  isTrying,
  onTryAgain,
  onClose,
}: {
  /** What was typed so far; what is typed here is added to it. */
  typed: RefObject<string>;
  isTrying: boolean;
  onTryAgain: () => void;
  onClose: () => void;
}) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement>(null);
  // Before the browser takes the next key: none is lost between two fields.
  useLayoutEffect(() => {
    if (field.current) field.current.value = typed.current;
    dialog.current?.showModal();
  }, [typed]);
  // What asks for it may stand in a menu that is closed by now, and shows nothing.
  return createPortal(
    <dialog
      ref={dialog}
      role="alertdialog"
      className={classes.dialog}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      onClose={onClose}
    >
      <h2 id={`${id}-title`}>The search could not be loaded</h2>
      <p id={`${id}-text`}>
        Check your connection, then try again. The page behind stays as it is.
      </p>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isTrying) onTryAgain();
        }}
      >
        <label htmlFor={`${id}-field`}>Search for</label>
        <input
          ref={field}
          id={`${id}-field`}
          className={classes.field}
          autoComplete="off"
          autoFocus
          onChange={({ target }) => {
            typed.current = target.value;
          }}
        />
        <div className={classes.buttons}>
          <Button type="submit" variant="primary" aria-disabled={isTrying || undefined}>
            {isTrying ? 'Trying…' : 'Try again'}
          </Button>
          <Button onClick={() => dialog.current?.close()}>Close</Button>
        </div>
      </form>
    </dialog>,
    document.body,
  );
}
