/** An Ed-Fi ODS/API on this machine that serves a synthetic district, takes changes, and misbehaves on request. */
import { randomBytes } from 'node:crypto';

import type { Day } from '@/lib/synthetic/district';

import { type KeptRequest, startSimulatorServer } from '../parts/http-server';
import type { Misbehavior } from '../parts/misbehavior';

import { putAttendance } from './attendance-records';
import { EdFiDistrict } from './district';
import type { KeyValues, ResourceName } from './keys';
import { edFiSimulation, type Snapshot } from './simulation';
import { EdFiStore } from './store';
import { type Addresses, addressesOf, type Suite } from './suites';
import type { DataStandard, EdFiRecord } from './terms';

export interface EdFiOptions {
  readonly day: Day;
  readonly standard?: DataStandard;
  readonly suite?: Suite;
  /** A year, or a tenant and a year, "lakeview/2027". */
  readonly route?: string;
  /** 0, a free one, when not given. */
  readonly port?: number;
  readonly key?: string;
  readonly secret?: string;
  readonly tokenSeconds?: number;
}

export interface EdFiSimulator {
  /** Where the discovery document is. */
  readonly base: string;
  readonly addresses: Addresses;
  readonly key: string;
  readonly secret: string;
  readonly requests: readonly KeptRequest[];
  readonly store: EdFiStore;
  setDay(day: Day): void;
  /** Puts the absences of a date in; those of the afternoon replace the morning's. */
  setAttendance(date: string, file?: 'morning' | 'afternoon'): void;
  upsert(resource: ResourceName, record: EdFiRecord): void;
  delete(resource: ResourceName, keyValues: KeyValues): void;
  changeKey(resource: ResourceName, keyValues: KeyValues, changed: KeyValues): void;
  /** Keeps the data as it is now; gives the id it is asked for by. */
  takeSnapshot(): string;
  dropSnapshots(): void;
  misbehave(misbehavior: Misbehavior): void;
  /** No more misbehavior; requests are counted from one again. */
  behave(): void;
  forgetRequests(): void;
  close(): Promise<void>;
}

export async function startEdFiSimulator(options: EdFiOptions): Promise<EdFiSimulator> {
  const { standard = '5.0', suite = '7.3', route = '' } = options;
  const { key = 'synthetic-key', secret = randomBytes(18).toString('base64url') } = options;
  const store = new EdFiStore(standard);
  const district = new EdFiDistrict(store);
  const snapshots: Snapshot[] = [];
  let { day } = options;
  district.setDay(day);
  const server = await startSimulatorServer(options.port ?? 0, (origin) =>
    edFiSimulation(store, {
      suite,
      route,
      addresses: addressesOf(origin, suite, route),
      key,
      secret,
      tokenSeconds: options.tokenSeconds ?? 1800,
      snapshots,
    }),
  );
  const addresses = addressesOf(server.origin, suite, route);
  return {
    base: addresses.base,
    addresses,
    key,
    secret,
    requests: server.requests,
    store,
    setDay: (next) => {
      day = next;
      district.setDay(next);
    },
    setAttendance: (date, file = 'morning') => putAttendance(store, day, date, file),
    upsert: (resource, record) => store.upsert(resource, record),
    delete: (resource, keyValues) => store.delete(resource, keyValues),
    changeKey: (resource, keyValues, changed) => store.changeKey(resource, keyValues, changed),
    takeSnapshot: () => {
      const id = randomBytes(8).toString('hex');
      snapshots.push({ id, takenAt: new Date(), store: store.copy() });
      return id;
    },
    dropSnapshots: () => {
      snapshots.length = 0;
    },
    misbehave: (misbehavior) => server.misbehaviors.add(misbehavior),
    behave: () => server.misbehaviors.clear(),
    forgetRequests: () => {
      server.requests.length = 0;
    },
    close: () => server.close(),
  };
}
