/** A formatter of these parts for any zone: making one takes far longer than using it, so each is made once. */
export function zoneFormatter(
  parts: Intl.DateTimeFormatOptions,
): (timeZone: string) => Intl.DateTimeFormat {
  const made = new Map<string, Intl.DateTimeFormat>();
  return (timeZone) => {
    const known = made.get(timeZone);
    if (known) return known;
    const formatter = new Intl.DateTimeFormat('en-US', {
      ...parts,
      timeZone,
      calendar: 'gregory',
    });
    made.set(timeZone, formatter);
    return formatter;
  };
}
