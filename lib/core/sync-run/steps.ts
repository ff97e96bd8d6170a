// The steps of a run in their order, as its timeline names them with how long each took.
export const RUN_STEPS = {
  open: 'opening the files',
  recognize: 'comparing with the last files',
  read: 'reading and checking',
  compare: 'comparing with the live roster',
  decide: 'counting and deciding',
  conclude: 'writing the result',
  apply: 'applying',
} as const;

export type RunStep = keyof typeof RUN_STEPS;

export interface StepTime {
  step: RunStep;
  /** Whole milliseconds. */
  ms: number;
}

/** "1.2 s reading and checking, 0.3 s applying"; what took less than a tenth of a second is left out. Empty where nothing is left. */
export function stepTimesSentence(times: readonly StepTime[]): string {
  return times
    .filter(({ ms }) => ms >= 100)
    .map(({ step, ms }) => `${secondsText(ms)} ${RUN_STEPS[step]}`)
    .join(', ');
}

function secondsText(ms: number): string {
  const seconds = Math.round(ms / 100) / 10;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(ms / 1000);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
