import {
  TEST_STEP_LABELS,
  TEST_STEPS,
  testLineText,
  type TestLine,
} from '@/lib/core/pulls/connection-test';
import type { Tone } from '@/lib/core/sync-run/status-labels';
import { VisuallyHidden } from '@/components/ui/visually-hidden';
import { Glyph } from '../glyph';
import classes from './pulls.module.css';

const LOOKS: Record<TestLine['outcome'] | 'TO_COME', { glyph: string; tone: Tone; word: string }> =
  {
    PASSED: { glyph: '✓', tone: 'good', word: 'Passed' },
    NOTED: { glyph: 'i', tone: 'waiting', word: 'Passed, with a note' },
    FAILED: { glyph: '✕', tone: 'problem', word: 'Failed' },
    NOT_TRIED: { glyph: '–', tone: 'neutral', word: 'Not tried' },
    TO_COME: { glyph: '…', tone: 'neutral', word: 'To come' },
  };

/** The lines of a test, each with what mends it. While it runs, those to come stand there too, so that nothing moves. */
export function TestLines({ lines, isOver }: { lines: readonly TestLine[]; isOver: boolean }) {
  const toCome = isOver ? [] : TEST_STEPS.slice(lines.length);
  return (
    <ol className={classes.lines} aria-label="Lines of the test">
      {lines.map((line) => {
        const { label, outcome, text, remedy } = testLineText(line);
        return (
          <Line key={line.step} label={label} look={outcome}>
            <p>{text}</p>
            {remedy ? <p className={classes.remedy}>{remedy}</p> : null}
          </Line>
        );
      })}
      {toCome.map((step, index) => (
        <Line key={step} label={TEST_STEP_LABELS[step]} look="TO_COME">
          <p className={classes.soft}>{index === 0 ? 'Trying…' : 'To come'}</p>
        </Line>
      ))}
    </ol>
  );
}

function Line({
  label,
  look,
  children,
}: {
  label: string;
  look: keyof typeof LOOKS;
  children: React.ReactNode;
}) {
  const { glyph, tone, word } = LOOKS[look];
  return (
    <li className={classes.line}>
      <span className={`${classes.mark} ${classes[tone]}`}>
        <span aria-hidden="true">
          <Glyph glyph={glyph} />
        </span>
        <VisuallyHidden>{word}: </VisuallyHidden>
      </span>
      <span className={classes.label}>{label}</span>
      <div>{children}</div>
    </li>
  );
}
