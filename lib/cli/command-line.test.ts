import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { buildProgram } from './command-line';
import { EXIT } from './outcome';

const page = readFileSync(path.resolve(import.meta.dirname, '../../docs/command-line.md'), 'utf8');
const sections = new Map(
  page
    .split(/^### /m)
    .slice(1)
    .map((text) => [/^`([^`]+)`/.exec(text)?.[1] ?? text, text]),
);

function leaves(command: Command, before: readonly string[] = []): [string, Command][] {
  return command.commands.flatMap((each) => {
    const names = [...before, each.name()];
    return each.commands.length > 0 ? leaves(each, names) : [[names.join(' '), each] as const];
  }) as [string, Command][];
}

const commands = leaves(buildProgram({ run: async () => {}, runAlone: async () => {} }));

describe('docs/command-line.md', () => {
  test('has a section for every command and none for another', () => {
    expect(commands.length).toBeGreaterThan(20);
    expect([...sections.keys()].sort()).toEqual(commands.map(([name]) => name).sort());
  });

  test('lists the exit codes there are', () => {
    const listed = [...page.matchAll(/^\| (\d+) +\|/gm)].map(([, code]) => Number(code));
    expect(listed).toEqual(Object.values(EXIT));
  });

  test.each(commands)('names every option of %s', (name, command) => {
    const missing = command.options
      .map((option) => option.long ?? '')
      .filter((option) => !sections.get(name)?.includes(`\`${option}`));
    expect(missing).toEqual([]);
  });
});
