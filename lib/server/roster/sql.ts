// SQL put together from parts that carry their own values, so that no reader counts $1, $2 by hand.

export class Sql {
  constructor(
    private readonly texts: readonly string[],
    private readonly parameters: readonly unknown[],
  ) {}

  static of(strings: readonly string[], parts: readonly unknown[]): Sql {
    const texts = [strings[0] ?? ''];
    const parameters: unknown[] = [];
    parts.forEach((part, index) => {
      const following = strings[index + 1] ?? '';
      if (part instanceof Sql) {
        texts.push(`${texts.pop() ?? ''}${part.texts[0] ?? ''}`, ...part.texts.slice(1));
        parameters.push(...part.parameters);
        texts.push(`${texts.pop() ?? ''}${following}`);
      } else {
        parameters.push(part);
        texts.push(following);
      }
    });
    return new Sql(texts, parameters);
  }

  get text(): string {
    return this.texts.reduce((text, part, index) => `${text}$${index}${part}`);
  }

  get values(): unknown[] {
    return [...this.parameters];
  }
}

/** Values become parameters, other `Sql` is taken in as it stands. */
export function sql(strings: TemplateStringsArray, ...parts: unknown[]): Sql {
  return Sql.of(strings, parts);
}

/** Text of our own only: a column, a table, a direction. */
export function raw(text: string): Sql {
  return new Sql([text], []);
}

export function join(parts: readonly Sql[], separator: string): Sql {
  return parts.reduce((whole, part) => sql`${whole}${raw(separator)}${part}`);
}

/** `true` where there is nothing to ask for. */
export function allOf(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? raw('true') : join(conditions, ' AND ');
}

/** Rows whose "C"-collated `column` starts with `prefix`, as a range an index can serve. */
export function startsWith(column: string, prefix: string): Sql {
  return sql`(${raw(column)} >= ${prefix} AND ${raw(column)} < ${`${prefix}\u{10FFFF}`})`;
}
