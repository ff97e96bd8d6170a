'use client';

import { useRef, useState, type DragEvent, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { Callout } from '@/components/ui/callout';
import { useInBrowser } from '@/components/ui/use-in-browser';
import { VisuallyHidden } from '@/components/ui/visually-hidden';
import { formatBytes } from '@/lib/core/format/numbers';
import { FILE_GONE, type CheckProgress } from './messages';
import classes from './check-files.module.css';
import { CheckResultView } from './check-result';
import { droppedFiles } from './dropped-files';
import { useCheck } from './use-check';

/** Chooses files, checks them beside the page, and shows what was found. */
export function CheckFiles({
  settings,
  without,
}: {
  settings: ReactNode;
  /** Until the scripts of the page are there, or where none are. */
  without: ReactNode;
}) {
  const { state, start, refuse, cancel, reset } = useCheck();
  const form = useRef<HTMLFormElement>(null);
  if (!useInBrowser()) return <div className={classes.without}>{without}</div>;

  function check(files: readonly File[]) {
    const fields = new FormData(form.current ?? undefined);
    const isOn = (name: string): boolean => fields.get(name) === 'on';
    const codes = fields.get('languageCodes');
    start({
      files: [...files],
      choices: {
        languageCodes: typeof codes === 'string' ? codes : undefined,
        acceptsUsDates: isOn('acceptsUsDates'),
        readsOtherRolesAsStaff: isOn('readsOtherRolesAsStaff'),
        readsAidesAsProctors: isOn('readsAidesAsProctors'),
        allowsMissingCourse: isOn('allowsMissingCourse'),
        showsCourseTitles: isOn('showsCourseTitles'),
        withoutManifest: isOn('withoutManifest'),
      },
      today: today(),
    });
  }

  return (
    <>
      <form
        ref={form}
        className={classes.form}
        hidden={state.kind === 'checking' || state.kind === 'done'}
      >
        {state.kind === 'refused' ? (
          <Callout tone="problem" role="alert" title="Nothing was checked" headingLevel={3}>
            <p>{state.message}</p>
          </Callout>
        ) : null}
        <ChooseFiles onFiles={check} onGone={() => refuse(FILE_GONE)} />
        {settings}
      </form>
      <p role="status">
        {state.kind === 'waiting' ? state.words : null}
        {state.kind === 'checking' ? (
          <VisuallyHidden>Checking {state.progress?.fileName}</VisuallyHidden>
        ) : null}
      </p>
      {state.kind === 'checking' ? <Progress progress={state.progress} onCancel={cancel} /> : null}
      {state.kind === 'done' ? <CheckResultView result={state.result} onAgain={reset} /> : null}
    </>
  );
}

function ChooseFiles({
  onFiles,
  onGone,
}: {
  onFiles: (files: readonly File[]) => void;
  /** The browser cannot read what was dropped. */
  onGone: () => void;
}) {
  const [isOver, setIsOver] = useState(false);
  function drop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    void droppedFiles(event.dataTransfer).then((files) => (files ? onFiles(files) : onGone()));
  }
  return (
    <div
      className={isOver ? `${classes.drop} ${classes.over}` : classes.drop}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <label className={`${buttonClass({ variant: 'primary' })} ${classes.choose}`}>
        Choose files
        <input
          type="file"
          multiple
          className={classes.input}
          onChange={({ target }) => {
            const files = [...(target.files ?? [])];
            // The same files can be chosen again once they were corrected.
            target.value = '';
            if (files.length > 0) onFiles(files);
          }}
        />
      </label>
      <p>
        or drop them here: all files of an export, its folder or one .zip archive. Attendance files
        can be among them.
      </p>
    </div>
  );
}

function Progress({
  progress,
  onCancel,
}: {
  progress: CheckProgress | null;
  onCancel: () => void;
}) {
  const { fileName = '', bytesRead = 0, bytesTotal = 0 } = progress ?? {};
  const isRead = bytesTotal > 0 && bytesRead >= bytesTotal;
  return (
    <div className={classes.checking}>
      <label htmlFor="check-progress">
        {progress === null
          ? 'Opening the files'
          : isRead
            ? 'Comparing the files with each other'
            : `Reading ${fileName}`}
      </label>
      <progress
        id="check-progress"
        className={classes.bar}
        max={bytesTotal || 1}
        value={bytesRead}
      />
      <p className={classes.bytes}>
        {formatBytes(bytesRead)} of {formatBytes(bytesTotal)}
      </p>
      <Button onClick={onCancel}>Cancel</Button>
    </div>
  );
}

/** Of the reader: a date of attendance is not in their future. */
function today(): string {
  const now = new Date();
  const parts = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}
