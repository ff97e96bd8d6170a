import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LANGUAGE_CODE_SETS } from './code-sets';
import { LANGUAGE_TABLE } from './language-table';
import { createLanguageMapper, languageChoices, languageName } from './mapper';
import { AMBIGUOUS_NAMES, VARIANTS, WITHOUT_CODE } from './other-languages';

const mapper = createLanguageMapper();
const california = createLanguageMapper({ codeSet: 'california' });
const texas = createLanguageMapper({ codeSet: 'texas' });

describe('read without a doubt', () => {
  it.each([
    ['Spanish; Castilian', 'es'],
    ['SPA', 'es'],
    ['Español', 'es'],
    ['es_MX', 'es'],
    ['Chinese, Mandarin', 'zh'],
    ['Mandarin (Putonghua)', 'zh'],
    ['chi', 'zh'],
    ['zho', 'zh'],
    ['yue', 'zh'],
    ['Haitian-Creole', 'ht'],
    ['HAITIAN CREOLE', 'ht'],
    ['Farsi (Persian)', 'fa'],
    ['Farsi/Persian', 'fa'],
    ['per', 'fa'],
    ['Punjabi', 'pa'],
    ['Khmer (Cambodian)', 'km'],
    ['Pilipino (Tagalog)', 'tl'],
    ['Tagalog/Filipino', 'tl'],
    ['fil', 'tl'],
    ['Rumanian', 'ro'],
    ['Portugese', 'pt'],
    ['Tongan', 'to'],
    ['gre', 'el'],
    ['Greek, Modern (1453-)', 'el'],
    ['Norwegian Bokmål', 'nb'],
    ['Norwegian, Bokmål', 'nb'],
    ['Vietnamese ', 'vi'],
    ['EN', 'en'],
    ['English', 'en'],
    ['es', 'es'],
    ['fr', 'fr'],
    ['ar', 'ar'],
    ['AM', 'am'],
    ['Central Khmer', 'km'],
    ['Panjabi; Punjabi', 'pa'],
    ['Haitian; Haitian Creole', 'ht'],
    ['Tonga (Tonga Islands)', 'to'],
    ['Pushto; Pashto', 'ps'],
    ['Chinese, Cantonese', 'zh'],
    ['Arabic, Egyptian', 'ar'],
    ['Sotho, Southern', 'st'],
    ['Chinese (Simplified)', 'zh'],
    ['Spanish (Mexico)', 'es'],
    ['Spanish (Spain)', 'es'],
    ['Spanish (SV)', 'es'],
    ['Creole (Haitian)', 'ht'],
    ['Spanish Language', 'es'],
    ['Tiếng Việt', 'vi'],
    ['العربية', 'ar'],
    ['中文', 'zh'],
    ['zh-Hans', 'zh'],
    ['zh-Hant-TW', 'zh'],
    ['pt-BR', 'pt'],
    ['prs', 'fa'],
    ['Dari', 'fa'],
    ['iw', 'he'],
    ['mo', 'ro'],
    ['Chamarro', 'ch'],
    ['Croation', 'hr'],
    ['Tagalong', 'tl'],
    ['Chaochow', 'zh'],
    ['"Spanish"', 'es'],
    ['\u200bSpanish\ufeff', 'es'],
    ['Ｓｐａｎｉｓｈ', 'es'],
  ])('%s is %s', (text, code) => {
    expect(mapper.map(text)).toMatchObject({ code, confidence: 'high', warning: null });
  });

  it.each([
    ['Cantonese', 'yue'],
    ['Chinese, Mandarin', 'cmn'],
    ['Mandarin (Putonghua)', 'cmn'],
    ['yue', 'yue'],
    ['Dari', 'prs'],
  ])('%s keeps its variant %s', (text, variant) => {
    expect(mapper.map(text).variant).toBe(variant);
  });
});

describe('read, and worth a look', () => {
  it.each([
    ['Spanish/English', 'es', 'LANGUAGE_SEVERAL'],
    ['English/Spanish', 'es', 'LANGUAGE_SEVERAL'],
    ['Spanish, English', 'es', 'LANGUAGE_SEVERAL'],
    ['Spanish and English', 'es', 'LANGUAGE_SEVERAL'],
    ['en/es', 'es', 'LANGUAGE_SEVERAL'],
    ['Spanish; Mixteco', 'es', 'LANGUAGE_SEVERAL'],
    ['Vietnamse', 'vi', 'LANGUAGE_GUESSED'],
    ['Spannish', 'es', 'LANGUAGE_GUESSED'],
    ['Arabik', 'ar', 'LANGUAGE_GUESSED'],
    ['ta', 'ta', 'LANGUAGE_CHECK_CODE'],
    ['ch', 'ch', 'LANGUAGE_CHECK_CODE'],
  ])('%s is %s with %s', (text, code, warning) => {
    expect(mapper.map(text)).toMatchObject({ code, confidence: 'low', warning });
  });
});

describe('not read', () => {
  it.each([
    ['01', 'LANGUAGE_UNKNOWN', null],
    ['99', 'LANGUAGE_UNKNOWN', null],
    ['123', 'LANGUAGE_UNKNOWN', null],
    ['CH', 'LANGUAGE_AMBIGUOUS', null],
    ['Ta', 'LANGUAGE_AMBIGUOUS', null],
    ['SP', 'LANGUAGE_AMBIGUOUS', null],
    ['sp', 'LANGUAGE_AMBIGUOUS', null],
    ['MN', 'LANGUAGE_AMBIGUOUS', null],
    ['Creole', 'LANGUAGE_AMBIGUOUS', null],
    ['Serbo-Croatian', 'LANGUAGE_AMBIGUOUS', 'hbs'],
    ['sh', 'LANGUAGE_AMBIGUOUS', 'hbs'],
    ['Hmong', 'LANGUAGE_WITHOUT_CODE', 'hmn'],
    ['hmn', 'LANGUAGE_WITHOUT_CODE', 'hmn'],
    ["K'iche'", 'LANGUAGE_WITHOUT_CODE', 'quc'],
    ['Cebuano (Visayan)', 'LANGUAGE_WITHOUT_CODE', 'ceb'],
    ['Mixteco', 'LANGUAGE_WITHOUT_CODE', 'mix'],
    ['Cape Verdean Creole', 'LANGUAGE_WITHOUT_CODE', 'kea'],
    ['bh', 'LANGUAGE_WITHOUT_CODE', 'bih'],
    ['Mixteco; Spanish', 'LANGUAGE_SEVERAL', 'mix'],
    ['Klingon', 'LANGUAGE_UNKNOWN', null],
    ['Slovac', 'LANGUAGE_UNKNOWN', null],
    ['Lau', 'LANGUAGE_UNKNOWN', null],
    ['Mon-Khmer', 'LANGUAGE_UNKNOWN', null],
    ['XX', 'LANGUAGE_UNKNOWN', null],
    ['x'.repeat(5000), 'LANGUAGE_UNKNOWN', null],
  ])('%s: %s', (text, warning, variant) => {
    expect(mapper.map(text)).toEqual({
      code: null,
      confidence: 'none',
      step: 'unmapped',
      variant,
      warning,
    });
  });
});

describe('no answer', () => {
  it.each([
    '',
    '  ',
    'Unknown',
    'Not Specified',
    'N/A',
    'None',
    'Decline to state',
    'Other',
    'Other non-English',
    'und',
    'mis',
    'zxx',
    '-',
  ])('%j', (text) => {
    expect(mapper.map(text)).toEqual({
      code: null,
      confidence: 'none',
      step: 'empty',
      variant: null,
      warning: null,
    });
  });
});

describe('state numbers', () => {
  it.each([
    ['california', california, '01', 'es'],
    ['california, leading zero lost', california, '1', 'es'],
    ['california', california, '00', 'en'],
    ['california', california, '06', 'pt'],
    ['california', california, '03', 'zh'],
    ['texas', texas, '01', 'es'],
    ['texas', texas, '06', 'ko'],
    ['texas, with a letter', texas, '3f', 'it'],
  ])('%s: %s', (_name, numbers, text, code) => {
    expect(numbers.map(text)).toMatchObject({
      code,
      confidence: 'high',
      step: 'code-set',
      warning: null,
    });
  });

  it.each([
    [
      '99 is no answer in California',
      california,
      '99',
      { code: null, step: 'empty', warning: null },
    ],
    [
      '23 is Hmong in California',
      california,
      '23',
      { code: null, variant: 'hmn', warning: 'LANGUAGE_WITHOUT_CODE' },
    ],
    [
      '52 is not certain in California',
      california,
      '52',
      { code: null, warning: 'LANGUAGE_AMBIGUOUS' },
    ],
    ['37 is not in the list', california, '37', { code: null, warning: 'LANGUAGE_UNKNOWN' }],
    ['05 is not in the list of Texas', texas, '05', { code: null, warning: 'LANGUAGE_UNKNOWN' }],
  ])('%s', (_name, numbers, text, expected) => {
    expect(numbers.map(text)).toMatchObject(expected);
  });

  it('names only languages the mapper knows', () => {
    for (const { names } of Object.values(LANGUAGE_CODE_SETS)) {
      for (const name of Object.values(names))
        expect(mapper.map(name).warning).not.toBe('LANGUAGE_UNKNOWN');
    }
  });
});

describe("a district's own table", () => {
  const district = createLanguageMapper({
    overrides: { CH: 'zh', Hmong: 'en', ' Kreole ': 'ht', Other: 'en', Spanish: null },
  });
  it.each([
    ['CH', 'zh'],
    ['Hmong', 'en'],
    ['Kreole', 'ht'],
    ['Other', 'en'],
    ['Spanish', null],
  ])('%s is %s', (text, code) => {
    expect(district.map(text)).toEqual({
      code,
      confidence: 'certain',
      step: 'override',
      variant: null,
      warning: null,
    });
  });

  it('holds for the exact text', () => {
    expect(district.map('ch').code).toBe('ch');
  });
});

describe('the tables', () => {
  it('hold the 183 codes in use, each with its three-letter codes read back', () => {
    expect(LANGUAGE_TABLE).toHaveLength(183);
    for (const [code, threeLetterCodes, name] of LANGUAGE_TABLE) {
      for (const threeLetters of threeLetterCodes.split(' '))
        expect(mapper.map(threeLetters).code).toBe(code);
      expect(languageName(code)).toBe(name);
    }
    expect(languageName('xx')).toBeNull();
    expect(languageChoices()).toHaveLength(183);
  });

  it('read back every name they list', () => {
    for (const [code, , name, others] of LANGUAGE_TABLE) {
      for (const text of [name, ...others])
        expect([text, mapper.map(text).code]).toEqual([text, code]);
    }
    for (const [variant, code, names] of VARIANTS) {
      for (const text of names) expect(mapper.map(text)).toMatchObject({ code, variant });
    }
  });

  it('give no name two meanings', () => {
    const seen = new Map<string, string>();
    const see = (text: string, meaning: string) => {
      const key = text.toLowerCase();
      expect([text, seen.get(key) ?? meaning]).toEqual([text, meaning]);
      seen.set(key, meaning);
    };
    for (const [code, , name, others] of LANGUAGE_TABLE)
      for (const text of [name, ...others]) see(text, code);
    for (const [variant, names] of WITHOUT_CODE) for (const text of names) see(text, variant);
    for (const [variant, , names] of VARIANTS)
      for (const text of names) see(text, `variant ${variant}`);
    for (const [variant, names] of AMBIGUOUS_NAMES)
      for (const text of names) see(text, `ambiguous ${variant}`);
  });
});

describe('any text', () => {
  it('is answered, with a code of the table or none, and the same way twice', () => {
    const codes = new Set(LANGUAGE_TABLE.map(([code]) => code));
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (text) => {
        const match = mapper.map(text);
        expect(match.code === null || codes.has(match.code)).toBe(true);
        expect(match.code === null).toBe(match.confidence === 'none');
        expect(createLanguageMapper().map(text)).toEqual(match);
      }),
    );
  });
});
