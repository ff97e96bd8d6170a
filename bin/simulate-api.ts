/**
 * A made-up server of a synthetic district on this machine: prints its addresses, key and secret as one line of JSON, then
 * takes orders on standard input, a line each (lib/simulators/orders.ts), and answers each with a line.
 */
import { createInterface } from 'node:readline';

import { Command, InvalidArgumentError, Option } from 'commander';

import { startEdFiSimulator } from '@/lib/simulators/ed-fi/simulator';
import { type Suite, SUITES } from '@/lib/simulators/ed-fi/suites';
import { DATA_STANDARDS, type DataStandard } from '@/lib/simulators/ed-fi/terms';
import { startOneRosterSimulator } from '@/lib/simulators/oneroster/simulator';
import { type Order, orderSchema } from '@/lib/simulators/orders';
import type { KeptRequest } from '@/lib/simulators/parts/http-server';
import type { Misbehavior } from '@/lib/simulators/parts/misbehavior';
import { createDistrict, type Day, nextDay } from '@/lib/synthetic/district';

interface Flags {
  kind: 'oneroster' | 'ed-fi';
  students: number;
  seed: string;
  name?: string;
  port: number;
  version: '1.1' | '1.2';
  standard: DataStandard;
  suite: Suite;
  key?: string;
  secret?: string;
  slow: number;
}

/** What every kind of simulator can be told. */
interface Simulator {
  readonly requests: readonly KeptRequest[];
  setDay(day: Day): void;
  setAttendance?(date: string, file?: 'morning' | 'afternoon'): void;
  misbehave(misbehavior: Misbehavior): void;
  behave(): void;
  close(): Promise<void>;
}

const flags = new Command('simulate-api')
  .description('Serve a synthetic district as the API of a student information system')
  .addOption(new Option('--kind <kind>').choices(['oneroster', 'ed-fi']).default('oneroster'))
  .option('--students <count>', 'students on the first day', wholeNumber, 1200)
  .option('--seed <text>', 'the same seed gives the same district', 'lakeview')
  .option('--name <text>', 'name of the district')
  .option('--port <port>', '0 takes a free one', wholeNumber, 0)
  .addOption(
    new Option('--version <version>', 'of OneRoster').choices(['1.1', '1.2']).default('1.1'),
  )
  .addOption(
    new Option('--standard <version>', "Ed-Fi's data standard")
      .choices(DATA_STANDARDS)
      .default('5.0'),
  )
  .addOption(new Option('--suite <version>', 'of the Ed-Fi ODS/API').choices(SUITES).default('7.3'))
  .option('--key <text>')
  .option('--secret <text>', 'made up when not given')
  .option('--slow <milliseconds>', 'before each answer', wholeNumber, 0)
  .parse()
  .opts<Flags>();

let day = createDistrict(flags);
const { simulator, told } = await start();
if (flags.slow > 0) simulator.misbehave({ kind: 'slow', milliseconds: flags.slow });
say(told);

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  try {
    say(follow(orderSchema.parse(JSON.parse(line))));
  } catch (error) {
    say({ error: error instanceof Error ? error.message : String(error) });
  }
});
process.once('SIGTERM', stop);
process.once('SIGINT', stop);

async function start(): Promise<{ simulator: Simulator; told: object }> {
  const { port, version, standard, suite, key, secret } = flags;
  if (flags.kind === 'ed-fi') {
    const started = await startEdFiSimulator({ day, port, standard, suite, key, secret });
    const { base, addresses } = started;
    return {
      simulator: started,
      told: { base, tokenAddress: addresses.oauth, key: started.key, secret: started.secret },
    };
  }
  const started = await startOneRosterSimulator({ day, port, version, key, secret });
  const { base, tokenAddress } = started;
  return {
    simulator: started,
    told: { base, tokenAddress, key: started.key, secret: started.secret },
  };
}

function follow(order: Order): object {
  if ('day' in order) {
    day = nextDay(day, order.day === 'churn' ? { kind: 'churn', share: order.share } : order.day);
    simulator.setDay(day);
    return { date: day.date };
  }
  if ('misbehave' in order) simulator.misbehave(order.misbehave);
  else if ('behave' in order) simulator.behave();
  else if ('attendance' in order) {
    if (!simulator.setAttendance) throw new RangeError('This kind of simulator has no attendance');
    simulator.setAttendance(order.attendance, order.file);
  } else return countRequests();
  return { done: true };
}

function countRequests(): object {
  const statuses: Record<string, number> = {};
  for (const { status } of simulator.requests) statuses[status] = (statuses[status] ?? 0) + 1;
  return { requests: simulator.requests.length, statuses };
}

function say(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

function stop(): void {
  lines.close();
  void simulator.close();
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('A whole number is needed');
  return Number(text);
}
