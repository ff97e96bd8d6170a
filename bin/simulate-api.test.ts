import { expect, it } from 'vitest';

import { type SimulatorProcess, startSimulatorProcess } from '@/lib/testing/simulator-process';

async function readStudents({ base, tokenAddress, key, secret }: SimulatorProcess, path: string) {
  const response = await fetch(tokenAddress, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${key}:${secret}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const { access_token } = (await response.json()) as { access_token: string };
  return fetch(`${base}${path}`, { headers: { authorization: `Bearer ${access_token}` } });
}

it('serves a OneRoster district, says where, and follows orders', async () => {
  const simulator = await startSimulatorProcess(['--students', '60', '--key', 'known']);
  try {
    expect(simulator.key).toBe('known');
    const first = await readStudents(simulator, '/students');
    expect(first.headers.get('x-total-count')).toBe('60');
    expect(await simulator.order({ day: 'churn', share: 0.5 })).toEqual({ date: '2026-09-09' });
    await simulator.order({ misbehave: { kind: 'failure', status: 500, collection: 'students' } });
    expect((await readStudents(simulator, '/students')).status).toBe(500);
    await simulator.order({ behave: true });
    expect((await readStudents(simulator, '/students')).status).toBe(200);
    expect(await simulator.order({ attendance: '2026-10-05' })).toHaveProperty('error');
    expect(await simulator.order({ requests: true })).toEqual({
      requests: 6,
      statuses: { 200: 5, 500: 1 },
    });
  } finally {
    await simulator.stop();
  }
});

it('serves an Ed-Fi district with absences', async () => {
  const simulator = await startSimulatorProcess(['--kind', 'ed-fi', '--students', '400']);
  try {
    const path = '/data/v3/ed-fi/studentSchoolAttendanceEvents';
    expect(await (await readStudents(simulator, path)).json()).toEqual([]);
    expect(await simulator.order({ attendance: '2026-10-05' })).toEqual({ done: true });
    expect(await (await readStudents(simulator, path)).json()).not.toEqual([]);
  } finally {
    await simulator.stop();
  }
});
