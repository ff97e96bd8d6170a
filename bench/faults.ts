// `npm run faults -- --seed autumn --count 20 --students 60`: breaks what can break while files are worked on, and counts
// what was harmed. docs/faults.md says what each kind is and what was seen.
import { parseArgs } from 'node:util';
import { openFaultBench } from '@/lib/testing/faults/fault-bench';
import {
  createFaultPlayer,
  FAULT_KINDS,
  isHarmless,
  type FaultOutcome,
} from '@/lib/testing/faults/play-faults';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: 'faults' },
    count: { type: 'string', default: '20' },
    students: { type: 'string', default: '60' },
  },
});
const bench = await openFaultBench();
const FAULTS_OF_A_DISTRICT = 15;
const outcomes: FaultOutcome[] = [];
try {
  const { seed } = values;
  const students = Number(values.students);
  let player = await createFaultPlayer(bench, { seed, students });
  for (let i = 0; i < Number(values.count); i += 1) {
    // A district may send 200 files in 24 hours, and sends about ten a fault.
    if (i > 0 && i % FAULTS_OF_A_DISTRICT === 0)
      player = await createFaultPlayer(bench, { seed: `${seed} ${i}`, students });
    const kind = FAULT_KINDS[i % FAULT_KINDS.length] ?? FAULT_KINDS[0];
    const outcome = await player.play(kind);
    outcomes.push(outcome);
    for (const each of outcome.harm) console.log(`  ${each}`);
    const words = isHarmless(outcome) ? 'no harm' : 'HARM';
    console.log(
      `${i + 1} ${kind}: ${words}, over after ${(outcome.recoveredMs / 1000).toFixed(1)} s`,
    );
  }
} finally {
  await bench.close();
}
console.log(
  '\n| kind | faults | in the middle of work | half states | lost | half read | over after, median | at most |',
);
console.log('| - | -: | -: | -: | -: | -: | -: | -: |');
for (const kind of FAULT_KINDS) {
  const those = outcomes.filter((each) => each.kind === kind);
  const sum = (of: (each: FaultOutcome) => number): number =>
    those.reduce((total, each) => total + of(each), 0);
  const times = those.map(({ recoveredMs }) => recoveredMs / 1000).sort((a, b) => a - b);
  const cells = [
    ...[
      kind,
      those.length,
      sum(({ isHit }) => (isHit ? 1 : 0)),
      sum(({ halfStates }) => halfStates),
    ],
    ...[sum(({ lost }) => lost), sum(({ halfRead }) => halfRead)],
    ...[times[Math.floor(times.length / 2)], times.at(-1)].map(
      (time) => `${(time ?? 0).toFixed(1)} s`,
    ),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
process.exit(outcomes.every(isHarmless) ? 0 : 1);
