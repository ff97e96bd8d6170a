// A record whose key changed, as it is kept here: the new values stand where the old ones stood.
type Body = Readonly<Record<string, unknown>>;

/** `oldValues` and `newValues` as a key change has them, in one flat object each. */
export function withNewKey(body: Body, oldValues: Body, newValues: Body): Body {
  const changed = Object.entries(newValues).filter(([name, value]) => oldValues[name] !== value);
  if (changed.length === 0) return body;
  const renewed: Record<string, unknown> = { ...body };
  for (const [name, value] of changed) {
    if (name in renewed) renewed[name] = value;
    for (const [place, inner] of Object.entries(renewed)) {
      if (!isReference(place, inner) || !(name in inner)) continue;
      if (inner[name] === oldValues[name]) renewed[place] = { ...inner, [name]: value };
    }
  }
  return renewed;
}

const isReference = (place: string, value: unknown): value is Body =>
  place.endsWith('Reference') && typeof value === 'object' && value !== null;
