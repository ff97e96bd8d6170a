import { Fragment } from 'react';

/** The name of a column or file, which may break after an underscore and before a capital: on a phone it has to. */
export function CodeName({ name }: { name: string }) {
  return (
    <code>
      {name.split(/(?<=_)|(?<=[a-z])(?=[A-Z])/).map((part, index) => (
        <Fragment key={index}>
          {index > 0 ? <wbr /> : null}
          {part}
        </Fragment>
      ))}
    </code>
  );
}
