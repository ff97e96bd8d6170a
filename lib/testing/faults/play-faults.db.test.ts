// One fault of each kind; `npm run faults` plays as many as are asked for.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFaultBench, type FaultBench } from './fault-bench';
import { createFaultPlayer, FAULT_KINDS, type FaultPlayer } from './play-faults';

const PATIENCE_MS = 300_000;

let bench: FaultBench;
let player: FaultPlayer;
beforeAll(async () => {
  bench = await openFaultBench();
  player = await createFaultPlayer(bench, { seed: 'sample', students: 40 });
}, PATIENCE_MS);
afterAll(() => bench.close(), PATIENCE_MS);

test.each(FAULT_KINDS)(
  'a district whose files are worked on takes no harm: %s',
  async (kind) => {
    expect(await player.play(kind)).toMatchObject({
      halfStates: 0,
      lost: 0,
      halfRead: 0,
      harm: [],
    });
  },
  PATIENCE_MS,
);
