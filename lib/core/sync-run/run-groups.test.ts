import { expect, it } from 'vitest';
import { runGroups, statesOfGroup } from './run-groups';
import { syncRunStates } from './states';

it('finds a run of every state but a replaced one in exactly one group', () => {
  const grouped = runGroups.flatMap((group) => statesOfGroup[group]);
  expect([...grouped, 'SUPERSEDED'].toSorted()).toEqual(syncRunStates.toSorted());
});
