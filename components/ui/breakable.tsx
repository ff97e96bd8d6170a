import { Fragment } from 'react';

/** Text that may break after each underscore: names of files have no other place, and would break within a word. */
export function Breakable({ text }: { text: string }) {
  return text.split(/(?<=_)/).map((part, index) => (
    <Fragment key={index}>
      {index > 0 ? <wbr /> : null}
      {part}
    </Fragment>
  ));
}
