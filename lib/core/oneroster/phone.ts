// OneRoster fixes no form for phone numbers, and exports hold every form a person can type. Districts are in states and
// territories that share the calling code +1, so a number without a country is read as one of theirs.

/** Area code and exchange begin with 2 to 9; a one before them is the long-distance prefix or the country. */
const NATIONAL = /^(?:\+?1[ .-]?)?\(?([2-9]\d\d)\)?[ .-]{0,3}([2-9]\d\d)[ .-]{0,3}(\d{4})$/;
/** In words, or as pauses of a dialer: `206-555-0134,,12`. */
const EXTENSION = /[\s,;]*(?:x|ext|extension|#)[\s.:=]*\d{1,7}$|\s*[,;]+\s*\d{1,5}$/i;
/** A spreadsheet's mark of text before a number, and what it adds to one it took for an amount. */
const OF_A_SPREADSHEET = /^'|\.0$/g;
/** With the invisible marks that come along when a number is copied out of a directory or a web page. */
const SEPARATORS = /[\s().\-/\u00ad\u200b-\u2015\u202a-\u202e\u2060\ufeff]/g;
/** + or, dialed, 011 here and 00 elsewhere; no country's code begins with a zero, and no number has more than 15 digits. */
const ABROAD = /^(?:(?:\+|011)([2-9]\d{6,14})|00([2-9]\d{8,12}))$/;
/**
 * What a form that insists on a number is filled in with: one digit ten times, or seven times behind an area code; the digits in a row;
 * 555-1212, which is directory assistance. No area and no exchange ends in 11: those are 211 to 911. Numbers 555-01xx are
 * kept for examples, and are read: demonstrations and tests would have no families otherwise.
 */
const NOBODYS =
  /^(?:(\d)\1{9}|\d{3}(\d)\2{6}|\d11\d{7}|555\d{7}|\d9\d{8}|\d{4}11\d{4}|\d{3}5551212|23456789\d\d|9876543210)$/;
/** Of numbers abroad, behind the country: one digit to the end, or the digits in a row. */
const NOBODYS_ABROAD = /^(\d)\1+$|(\d)\2{8}$|0{7}$|1234567890?$/;

/** The number in E.164 (+12065550134), or null where the text is none. An extension has no place there and is left out. */
export function phoneNumber(text: string): string | null {
  return national(text) ?? phoneOfOtherForm(text);
}

function national(text: string): string | null {
  const match = NATIONAL.exec(text);
  if (!match) return null;
  const digits = `${match[1] ?? ''}${match[2] ?? ''}${match[3] ?? ''}`;
  return NOBODYS.test(digits) ? null : `+1${digits}`;
}

function phoneOfOtherForm(text: string): string | null {
  const plain = text
    .replace(OF_A_SPREADSHEET, '')
    .replace(/^tel:/i, '')
    .replace(EXTENSION, '')
    .replace(SEPARATORS, '');
  const [, dialed, dialedElsewhere] = ABROAD.exec(plain) ?? [];
  const abroad = dialed ?? dialedElsewhere;
  if (abroad === undefined) return national(plain.replace(/^001(?=\d{10}$)/, '1'));
  return NOBODYS_ABROAD.test(abroad) ? null : `+${abroad}`;
}
