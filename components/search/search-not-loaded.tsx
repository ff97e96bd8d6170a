import { useEffect, useId, useRef } from 'react';
import { createPortal } from 'react-dom';
import { Button } from '../ui/button';
import classes from './search-not-loaded.module.css';

/** The search is loaded when it is first wanted, and that can fail: the page stays as it is. */
export function SearchNotLoaded({
  isTrying,
  onTryAgain,
  onClose,
}: {
  isTrying: boolean;
  onTryAgain: () => void;
  onClose: () => void;
}) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
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
      <div className={classes.buttons}>
        <Button
          variant="primary"
          aria-disabled={isTrying || undefined}
          onClick={() => {
            if (!isTrying) onTryAgain();
          }}
        >
          {isTrying ? 'Trying…' : 'Try again'}
        </Button>
        <Button onClick={() => dialog.current?.close()}>Close</Button>
      </div>
    </dialog>,
    document.body,
  );
}
