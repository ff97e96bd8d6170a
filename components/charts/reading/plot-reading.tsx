'use client';

import {
  useEffect,
  useState,
  useSyncExternalStore,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { nearestPoint, pointAfterKey } from './nearest-point';
import { middleOf } from '../axis/axis-labels';
import classes from './plot-reading.module.css';

export type Reading = {
  /** "Run 42, Nov 21, 2:10 AM" */
  title: string;
  values: readonly ReadValue[];
  /** What became of it, in words. */
  words: string | null;
};

export type ReadValue = {
  name: string;
  value: string;
  /** Where it is drawn, in percent from the top; null where nothing is. */
  top: number | null;
};

/**
 * What is drawn, and the way to read it point by point: the pointer shows the nearest one; the plot is one Tab stop, where
 * arrows, Page Up and Down, Home and End move, `t` opens the table and Escape closes. For a screen reader it is a slider over
 * the points, which says each by itself as it is reached (decision 073). Without JavaScript it is a picture with a name.
 */
export function PlotReading({
  label,
  summary,
  readings,
  children,
}: {
  label: string;
  summary: string;
  readings: readonly Reading[];
  children: ReactNode;
}) {
  const isReady = useSyncExternalStore(subscribeToNothing, isHere, isNotHere);
  const [chosen, setChosen] = useState<number | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => {
    if (!isOpen) return;
    const closeOnEscape = ({ key }: { key: string }) => {
      if (key === 'Escape') setIsOpen(false);
    };
    document.addEventListener('keydown', closeOnEscape);
    return () => document.removeEventListener('keydown', closeOnEscape);
  }, [isOpen]);
  const count = readings.length;
  const index = Math.min(chosen ?? count - 1, count - 1);
  const reading = readings[index];
  if (!isReady || !reading)
    return (
      <div className={classes.plot} role="img" aria-label={`${label}. ${summary}`}>
        {children}
      </div>
    );
  const read = (at: number) => {
    setChosen(at);
    setIsOpen(true);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 't') return openTable(event.currentTarget);
    const next = pointAfterKey(event.key, index, count);
    if (next === null) return;
    event.preventDefault();
    read(next);
  };
  return (
    <div
      className={classes.plot}
      role="slider"
      tabIndex={0}
      aria-label={`${label}. ${summary}`}
      aria-orientation="horizontal"
      aria-valuemin={1}
      aria-valuemax={count}
      aria-valuenow={index + 1}
      aria-valuetext={inWords(reading)}
      aria-keyshortcuts="t"
      onKeyDown={onKeyDown}
      onFocus={() => setIsOpen(true)}
      onBlur={() => setIsOpen(false)}
      onPointerMove={({ clientX, currentTarget }) => {
        const { left, width } = currentTarget.getBoundingClientRect();
        read(nearestPoint((clientX - left) / width, count));
      }}
      onPointerLeave={({ currentTarget }) => setIsOpen(document.activeElement === currentTarget)}
    >
      {children}
      {isOpen ? <Shown reading={reading} at={middleOf(index, count)} /> : null}
    </div>
  );
}

/** Above the plot, so that it covers none of it, and never beyond its sides. The pointer may go onto it. */
function Shown({ reading: { title, values, words }, at }: { reading: Reading; at: number }) {
  return (
    <span className={classes.shown}>
      <span className={classes.cursor} style={{ left: `${at}%` }} />
      {values.map(({ name, top }) =>
        top === null ? null : (
          <span key={name} className={classes.dot} style={{ left: `${at}%`, top: `${top}%` }} />
        ),
      )}
      <span className={classes.box} style={{ left: `${at}%`, translate: `-${at}% 0` }}>
        <span className={classes.title}>{title}</span>
        {values.map(({ name, value }) => (
          <span key={name} className={classes.row}>
            <span>{name}</span>
            <b>{value}</b>
          </span>
        ))}
        {words ? <span>{words}</span> : null}
        <span className={classes.hint}>← → to move, T for the table</span>
      </span>
    </span>
  );
}

function inWords({ title, values, words }: Reading): string {
  const said = values.map(({ name, value }) => `${name} ${value === '—' ? 'none' : value}`);
  return `${title}: ${[...said, ...(words ? [words] : [])].join(', ')}`;
}

function openTable(plot: HTMLElement): void {
  const table = plot.closest('figure')?.querySelector('details');
  if (!table) return;
  table.open = true;
  table.querySelector('summary')?.focus();
}

const subscribeToNothing = () => () => undefined;
const isHere = () => true;
const isNotHere = () => false;
