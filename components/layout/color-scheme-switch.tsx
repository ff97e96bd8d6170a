'use client';

import { useInBrowser } from '../ui/use-in-browser';
import { chooseColorScheme, useColorScheme, type ColorScheme } from './color-scheme';
import classes from './color-scheme-switch.module.css';

const choices: readonly { value: ColorScheme; label: string }[] = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'auto', label: 'Match system' },
];

export function ColorSchemeSwitch() {
  const colorScheme = useColorScheme();
  // The choice lives in this browser, so the server cannot know it: it is shown once the page runs.
  const inBrowser = useInBrowser();
  if (!inBrowser) return null;
  return (
    <fieldset className={classes.choices}>
      <legend>Colors</legend>
      {choices.map((choice) => (
        <label key={choice.value}>
          <input
            type="radio"
            name="color-scheme"
            checked={colorScheme === choice.value}
            onChange={() => chooseColorScheme(choice.value)}
          />
          {choice.label}
        </label>
      ))}
    </fieldset>
  );
}
