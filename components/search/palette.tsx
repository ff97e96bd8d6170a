'use client';

import { Modal } from '@mantine/core';
import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Modal.css';
import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/Paper.css';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import {
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
} from 'react';
import { MAX_SEARCH_LENGTH } from '@/lib/core/search/search-text';
import { markMatches } from '@/lib/core/search/mark-matches';
import { Button } from '../ui/button';
import { VisuallyHidden } from '../ui/visually-hidden';
import type { Hit, SearchAnswer } from './answer';
import { hitsOf, spokenCount, stepTo } from './hit-list';
import { KitSurroundings } from './kit-surroundings';
import { districtOfPath } from './recent-districts';
import { samePart } from './same-part';
import classes from './palette.module.css';
import { useSearch } from './use-search';

interface PaletteProps {
  /** Slug of the district whose page is open. */
  district: string | null;
  /** What was typed before the field was there. */
  takeTyped: () => string;
  /** `isReturning`: to what had the focus before. */
  onClose: (isReturning: boolean) => void;
  /** Only districts are looked for, and each leads to the same part as this path. */
  switchingFrom?: string;
}

export function Palette(props: PaletteProps) {
  return (
    <KitSurroundings>
      <Modal.Root
        opened
        onClose={() => props.onClose(true)}
        size={props.switchingFrom ? '30rem' : '42rem'}
        yOffset="8dvh"
        xOffset="0.5rem"
        returnFocus={false}
        transitionProps={{ duration: 0 }}
      >
        <Modal.Overlay className={classes.overlay} />
        <Modal.Content classNames={{ content: classes.content }} aria-label={wordsOf(props).title}>
          <SearchBox {...props} />
        </Modal.Content>
      </Modal.Root>
    </KitSurroundings>
  );
}

const everything = {
  title: 'Search',
  field: 'Search districts, schools, people, runs, files and pages',
  atFirst: 'Type the name of a district, school, person, page or file, or a run number.',
  kinds: 'district, school, page, run, file or person',
};

const districtsOnly: typeof everything = {
  title: 'Switch district',
  field: 'Search districts by name',
  atFirst: 'Type the name of a district.',
  kinds: 'district',
};

function wordsOf({ switchingFrom }: PaletteProps): typeof everything {
  return switchingFrom ? districtsOnly : everything;
}

function leadTo(answer: SearchAnswer, path: PaletteProps['switchingFrom']): SearchAnswer {
  if (path === undefined) return answer;
  const groups = answer.groups.map((group) => ({
    ...group,
    hits: group.hits.map((hit) => {
      const slug = districtOfPath(hit.href);
      return slug === null ? hit : { ...hit, href: samePart(path, slug) };
    }),
  }));
  return { ...answer, groups };
}

type Where = 'here' | 'new tab';

/**
 * A field and the list it controls, after the combobox pattern of the ARIA practices: the focus stays in the field, arrow keys choose,
 * Enter opens, with Ctrl or ⌘ in a new tab.
 */
function SearchBox(props: PaletteProps) {
  const { district, takeTyped, onClose, switchingFrom } = props;
  const words = wordsOf(props);
  const id = useId();
  const router = useRouter();
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const [round, setRound] = useState(0);
  /** Enter came before the answer: its first hit is opened once it is there. */
  const waiting = useRef<Where | null>(null);
  const sought = text.trim();
  const result = useSearch(
    sought,
    district,
    round,
    switchingFrom === undefined ? undefined : 'districts',
  );
  const answer = useMemo(
    () => (result && !result.isFailed ? leadTo(result.answer, switchingFrom) : null),
    [result, switchingFrom],
  );
  const hits = answer ? hitsOf(answer) : [];
  const isCurrent = result?.text === sought;

  // Before the next key is pressed: what was typed ahead comes before it.
  useLayoutEffect(() => {
    field.current?.focus();
    const typed = takeTyped();
    if (typed !== '') setText(typed);
  }, [takeTyped]);

  const open = useCallback(
    (hit: Hit, where: Where) => {
      if (where === 'new tab') return void window.open(hit.href, '_blank', 'noopener');
      onClose(false);
      router.push(hit.href);
    },
    [onClose, router],
  );

  const [answered, setAnswered] = useState(result);
  if (answered !== result) {
    setAnswered(result);
    setActive(0);
  }
  useEffect(() => {
    const where = waiting.current;
    if (where === null || !isCurrent) return;
    waiting.current = null;
    const [first] = answer ? hitsOf(answer) : [];
    if (first) open(first, where);
  }, [isCurrent, answer, open]);

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const next = stepTo(active, event.key === 'ArrowDown' ? 1 : -1, hits.length);
      setActive(next);
      list.current?.querySelectorAll('[role="option"]')[next]?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const where = event.ctrlKey || event.metaKey ? 'new tab' : 'here';
      const hit = hits[active];
      if (!isCurrent) waiting.current = where;
      else if (hit) open(hit, where);
    }
  };

  const optionId = (index: number) => `${id}-option-${index}`;
  return (
    <>
      <div className={classes.top}>
        <input
          ref={field}
          data-autofocus
          className={classes.field}
          role="combobox"
          aria-label={words.field}
          aria-autocomplete="list"
          aria-expanded={hits.length > 0}
          aria-controls={hits.length > 0 ? `${id}-list` : undefined}
          aria-activedescendant={hits.length > 0 ? optionId(active) : undefined}
          type="text"
          autoComplete="off"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="go"
          maxLength={MAX_SEARCH_LENGTH}
          value={text}
          onChange={(event) => {
            waiting.current = null;
            setText(event.target.value);
          }}
          onKeyDown={onKeyDown}
        />
        <Button variant="quiet" size="small" onClick={() => onClose(true)}>
          Close
        </Button>
      </div>
      <div
        ref={list}
        id={`${id}-list`}
        className={classes.list}
        role="listbox"
        aria-label="Results"
        hidden={hits.length === 0}
      >
        {answer ? (
          <Groups
            answer={answer}
            text={result?.text ?? ''}
            active={active}
            optionId={optionId}
            onPoint={setActive}
            onOpen={() => onClose(false)}
          />
        ) : null}
      </div>
      <div className={classes.foot}>
        {result?.isFailed ? (
          <div className={classes.failed} role="alert">
            <p>{result.message}</p>
            <Button size="small" onClick={() => setRound(round + 1)}>
              Try again
            </Button>
          </div>
        ) : null}
        {answer && hits.length === 0 ? (
          <p className={classes.nothing}>
            {result?.text === ''
              ? words.atFirst
              : `No ${words.kinds} that you can see matches “${result?.text}”.`}
          </p>
        ) : null}
        {answer && answer.note !== '' ? <p className={classes.note}>{answer.note}</p> : null}
        <p className={classes.keys} aria-hidden="true">
          <span>
            <kbd>↑</kbd> <kbd>↓</kbd> choose
          </span>
          <span>
            <kbd>Enter</kbd> open
          </span>
          <span>
            <kbd>Ctrl Enter</kbd> new tab
          </span>
          <span>
            <kbd>Esc</kbd> close
          </span>
        </p>
      </div>
      <p role="status">
        <VisuallyHidden>
          {answer && isCurrent ? spokenCount(result?.text ?? '', answer) : ''}
        </VisuallyHidden>
      </p>
    </>
  );
}

function Groups({
  answer,
  text,
  active,
  optionId,
  onPoint,
  onOpen,
}: {
  answer: SearchAnswer;
  text: string;
  active: number;
  optionId: (index: number) => string;
  onPoint: (index: number) => void;
  onOpen: () => void;
}) {
  let count = 0;
  return answer.groups.map(({ title, hits }) => {
    const first = count;
    count += hits.length;
    const headingId = `${optionId(first)}-group`;
    return (
      <div key={title} role="group" aria-labelledby={headingId} className={classes.group}>
        <div id={headingId} role="presentation" className={classes.heading}>
          {title}
        </div>
        {hits.map((hit, place) => {
          const index = first + place;
          return (
            <Link
              key={`${hit.href} ${hit.title}`}
              id={optionId(index)}
              href={hit.href}
              prefetch={false}
              role="option"
              aria-selected={index === active}
              tabIndex={-1}
              className={hit.kind === 'attendance' ? classes.below : classes.hit}
              onPointerMove={() => onPoint(index)}
              // The focus stays in the field.
              onMouseDown={(event) => event.preventDefault()}
              onClick={(event) => {
                if (!event.ctrlKey && !event.metaKey && !event.shiftKey) onOpen();
              }}
            >
              <span className={classes.title}>
                {hit.isMarked
                  ? markMatches(hit.title, text).map((part, i) =>
                      part.isMatch ? <mark key={i}>{part.text}</mark> : part.text,
                    )
                  : hit.title}
              </span>
              {hit.detail === '' ? null : <span className={classes.detail}>{hit.detail}</span>}
            </Link>
          );
        })}
      </div>
    );
  });
}
