import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { whoIsDropped, type Stage, type Waiting } from './who-is-dropped';

const limits = {
  unauthenticatedPerSource: 20,
  unauthenticatedPerNetwork: 100,
  unauthenticatedTotal: 400,
  unauthenticatedKnownShare: 0.25,
};

function at(address: string, more: Partial<Waiting> = {}): Waiting {
  const network = address.replace(/[.]\d+$/, '.0/24');
  const plain = { isKnown: false, isExempt: false, stage: 'SILENT' as Stage, waitedMs: 0 };
  return { source: address, network, ...plain, ...more };
}
const many = (count: number, address: string, more: Partial<Waiting> = {}) =>
  Array.from({ length: count }, () => at(address, more));
const spread = (count: number, more: Partial<Waiting> = {}) =>
  Array.from({ length: count }, (_, i) => at(`10.${Math.floor(i / 100)}.${i % 5}.${i % 50}`, more));

/** Whom each of many throws of the dice would drop. */
function dropped(others: readonly Waiting[], newcomer: Waiting): Waiting[] {
  const found = new Set<Waiting>();
  for (let i = 0; i < 1000; i++) {
    const one = whoIsDropped(others, newcomer, limits, () => i / 1000);
    if (one) found.add(one);
  }
  return [...found];
}

const newcomer = at('192.0.2.1');

describe('room', () => {
  test.each([
    ['nobody waits', [], null],
    ['one fewer than an address may have', many(19, '192.0.2.1'), null],
    ['as many as an address may have', many(20, '192.0.2.1'), '192.0.2.1'],
    [
      'one fewer than a network may have',
      many(33, '192.0.2.2').concat(many(66, '192.0.2.3')),
      null,
    ],
    [
      'as many as a network may have, most of them at one address',
      many(33, '192.0.2.2').concat(many(67, '192.0.2.3')),
      '192.0.2.3',
    ],
    ['one fewer strangers than have places', spread(299), null],
  ])('%s', (_name, others, source) => {
    const found = dropped(others, newcomer);
    expect([...new Set(found.map((each) => each.source))]).toEqual(source ? [source] : []);
  });

  test('an address that many share by name of the settings has no limit of its own', () => {
    const exempt = { isExempt: true, isKnown: true };
    expect(dropped(many(399, '192.0.2.1', exempt), at('192.0.2.1', exempt))).toEqual([]);
    expect(dropped(many(400, '192.0.2.1', exempt), at('192.0.2.1', exempt))).toHaveLength(400);
  });
});

describe('who goes', () => {
  test.each<[string, Partial<Waiting>, Partial<Waiting>]>([
    ['a silent one, not one that was asked for its password', {}, { stage: 'ASKED' }],
    ['a silent one, not one that identified itself', {}, { stage: 'IDENTIFIED' }],
    ['one that never identified itself in a second', { waitedMs: 1000 }, { waitedMs: 999 }],
    ['one that says no more, not one that asks', { stage: 'ENCRYPTED' }, { stage: 'ASKED' }],
  ])('%s', (_name, goes, stays) => {
    const gone = many(3, '192.0.2.1', goes);
    const kept = many(17, '192.0.2.1', stays);
    expect(new Set(dropped([...kept, ...gone], newcomer))).toEqual(new Set(gone));
  });

  test('any of the silent, not always the same', () => {
    expect(dropped(many(20, '192.0.2.1', { waitedMs: 5000 }), newcomer)).toHaveLength(20);
  });

  test('where all others keep at the last step, not the one that is just passing an earlier one', () => {
    const passing = at('192.0.2.1', { stage: 'IDENTIFIED' });
    const found = dropped([...many(19, '192.0.2.1', { stage: 'ASKED' }), passing], newcomer);
    expect(found).toHaveLength(19);
    expect(found).not.toContain(passing);
  });

  test('strangers spread over many networks never drop somebody known, silent or not', () => {
    const known = many(15, '203.0.113.9', { isKnown: true, waitedMs: 29_000 });
    const found = dropped([...known, ...spread(300)], newcomer);
    expect(found.length).toBeGreaterThan(0);
    expect(found.some((each) => each.isKnown)).toBe(false);
  });

  test('strangers leave a quarter of all places to known addresses, and known ones no more', () => {
    const known = { isKnown: true };
    expect(dropped(spread(300), at('203.0.113.9', known))).toEqual([]);
    expect(dropped(spread(300), newcomer)).not.toEqual([]);
    const crowd = [...spread(100), ...many(300, '203.0.113.9', { ...known, isExempt: true })];
    expect(dropped(crowd, newcomer).every((each) => each.isKnown)).toBe(true);
  });

  test.each<[string, number, number, Partial<Waiting>]>([
    ['an exempt one', 300, 60, { isExempt: true, isKnown: true }],
    ['a known one', 340, 60, { isKnown: true }],
    ['a stranger', 340, 60, {}],
    ['an exempt one beside as many known ones as have their places', 300, 100, { isExempt: true }],
    ['a known one where both have more', 250, 150, { isKnown: true }],
  ])('%s drops an exempt one, however many addresses those have', (_name, exempt, known, who) => {
    const others = [
      ...spread(exempt, { isKnown: true, isExempt: true, stage: 'ASKED' }),
      ...many(known, '203.0.113.9', { isKnown: true, waitedMs: 29_000 }),
      ...spread(400 - exempt - known),
    ];
    const found = dropped(others, at('192.0.2.1', who));
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((each) => each.isExempt)).toBe(true);
  });

  test('the fullest network goes first, and its fullest address', () => {
    const others = [...spread(200), ...many(90, '198.51.100.7'), ...many(10, '198.51.100.8')];
    expect(new Set(dropped(others, newcomer).map(({ source }) => source))).toEqual(
      new Set(['198.51.100.7']),
    );
  });
});

test('whoever waits and whoever comes: nobody is dropped while there is room, one otherwise, and limits hold', () => {
  const someone = fc
    .record({
      host: fc.nat(30),
      net: fc.nat(6),
      kind: fc.constantFrom(
        { isKnown: true, isExempt: true },
        { isKnown: true, isExempt: false },
        { isKnown: false, isExempt: false },
      ),
      stage: fc.constantFrom<Stage>('SILENT', 'IDENTIFIED', 'ENCRYPTED', 'ASKED'),
      waitedMs: fc.nat(30_000),
    })
    .map(({ host, net, kind, ...rest }) =>
      at(`10.${kind.isExempt ? 1 : 0}.${net}.${host}`, { ...kind, ...rest }),
    );
  fc.assert(
    fc.property(
      fc.array(someone, { minLength: 300, maxLength: 900 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (arrivals, throwOfDice) => {
        let waiting: Waiting[] = [];
        for (const each of arrivals) {
          const gone = whoIsDropped(waiting, each, limits, () => throwOfDice);
          // A quarter belongs to known addresses: nobody else drops one of them while they keep to it.
          const isOwn = ({ isKnown, isExempt }: Waiting): boolean => isKnown && !isExempt;
          if (gone && isOwn(gone) && !isOwn(each) && gone.source !== each.source)
            expect(waiting.filter(isOwn).length).toBeGreaterThan(100);
          waiting = [...waiting, each].filter((one) => one !== gone);
          expect(waiting.length).toBeLessThanOrEqual(400);
        }
        expect(waiting.filter(({ isKnown }) => !isKnown).length).toBeLessThanOrEqual(300);
        for (const { source, isExempt } of waiting)
          if (!isExempt)
            expect(
              waiting.filter((one) => one.source === source && !one.isExempt).length,
            ).toBeLessThanOrEqual(20);
      },
    ),
    { numRuns: 10, endOnFailure: true },
  );
});
